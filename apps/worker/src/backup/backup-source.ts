import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '@virga/domain';
import { extract } from 'tar-stream';
import { type BackupManifest, backupManifestSchema } from './backup-manifest.ts';

export interface BackupEntry {
  path: string;
  bytes: Readable;
}

/** A backup as it lies on the disk, tar or folder: read as often as needed, one entry after the other. */
export interface BackupSource {
  readonly place: string;
  entries(): AsyncIterable<BackupEntry>;
}

export async function openSource(from: string): Promise<BackupSource> {
  const place = resolve(from);
  const facts = await stat(place).catch(() => null);
  if (!facts) throw new AppError({ code: 'resource.not_found', message: `There is no backup at ${place}.` });
  if (facts.isDirectory()) return { place, entries: () => folderEntries(place) };
  return { place, entries: () => tarEntries(place) };
}

async function* folderEntries(place: string): AsyncIterable<BackupEntry> {
  const text = await readFile(join(place, 'manifest.json')).catch(() => null);
  if (text === null)
    throw new AppError({
      code: 'evidence.unreadable',
      message: `${place} has no manifest.json: it is not a whole backup.`,
    });
  // Only what the manifest names, whose paths are checked: nothing else in the folder is looked at.
  for (const { path } of parseManifest(text).files) {
    if (await stat(join(place, path)).catch(() => null))
      yield { path, bytes: createReadStream(join(place, path), { highWaterMark: 1024 * 1024 }) };
  }
  yield { path: 'manifest.json', bytes: Readable.from([text]) };
}

async function* tarEntries(place: string): AsyncIterable<BackupEntry> {
  const archive = extract();
  const file = createReadStream(place, { highWaterMark: 1024 * 1024 });
  file.on('error', (error) => archive.destroy(error));
  file.pipe(archive);
  try {
    for await (const entry of archive) {
      yield { path: entry.header.name, bytes: entry as unknown as Readable };
      entry.resume();
    }
  } finally {
    file.destroy();
  }
}

export function parseManifest(bytes: Buffer): BackupManifest {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new AppError({ code: 'evidence.unreadable', message: 'The manifest of the backup is not JSON.', cause });
  }
  const read = backupManifestSchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new AppError({
    code: 'evidence.unreadable',
    message: `This is not the manifest of a backup that this version can read (${issue?.path.join('.')}: ${issue?.message}).`,
  });
}
