import { createHash } from 'node:crypto';
import { AppError } from '@virga/domain';
import type { BackupManifest } from './backup-manifest.ts';
import { type BackupSource, parseManifest } from './backup-source.ts';

const manifestLimit = 256 * 1024 * 1024;

/** Reads every byte of a backup and holds it against the manifest, before anything is changed. Throws with what is wrong. */
export async function checkSource(source: BackupSource): Promise<BackupManifest> {
  const { found, manifest, doubled } = await readAll(source).catch((cause: unknown) => {
    if (cause instanceof AppError) throw cause;
    const message = `${source.place} cannot be read to its end as a backup. Nothing was changed.`;
    throw new AppError({ code: 'evidence.unreadable', message, cause });
  });
  if (!manifest)
    throw new AppError({
      code: 'evidence.unreadable',
      message: `${source.place} has no manifest.json: it is not a whole backup.`,
    });
  const faults = [...doubled.map((path) => `${path} is in it twice`), ...faultsOf(manifest, found)];
  if (faults.length > 0)
    throw new AppError({
      code: 'evidence.hash_mismatch',
      message: `The backup is damaged; nothing was changed. ${faults.slice(0, 10).join('; ')}${faults.length > 10 ? `; and ${faults.length - 10} more` : ''}.`,
    });
  return manifest;
}

async function readAll(source: BackupSource) {
  const found = new Map<string, { bytes: number; sha256: string }>();
  const doubled: string[] = [];
  let manifest: BackupManifest | null = null;
  for await (const { path, bytes } of source.entries()) {
    if (found.has(path)) doubled.push(path);
    const hash = createHash('sha256');
    const kept: Buffer[] = [];
    let size = 0;
    for await (const chunk of bytes as AsyncIterable<Buffer>) {
      hash.update(chunk);
      size += chunk.length;
      if (path === 'manifest.json' && size <= manifestLimit) kept.push(chunk);
    }
    found.set(path, { bytes: size, sha256: hash.digest('hex') });
    if (path === 'manifest.json') manifest = parseManifest(Buffer.concat(kept));
  }
  return { found, doubled, manifest };
}

function faultsOf(manifest: BackupManifest, found: Map<string, { bytes: number; sha256: string }>): string[] {
  const faults: string[] = [];
  const named = new Set(['manifest.json']);
  for (const file of manifest.files) {
    named.add(file.path);
    const present = found.get(file.path);
    if (!present) faults.push(`${file.path} is missing`);
    else if (present.bytes !== file.storedBytes)
      faults.push(`${file.path} has ${present.bytes} bytes instead of ${file.storedBytes}`);
    else if (present.sha256 !== file.storedSha256) faults.push(`${file.path} does not have its hash`);
  }
  for (const path of found.keys()) if (!named.has(path)) faults.push(`${path} is not in the manifest`);
  for (const table of manifest.database.tables) if (!named.has(table.path)) faults.push(`${table.path} is missing`);
  return faults;
}
