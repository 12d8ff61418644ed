import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { prepareDatabase } from '@virga/database';
import { type DatabaseFilling, fillDatabase } from '@virga/database/backup';
import { AppError } from '@virga/domain';
import { type EvidenceStore, openEvidenceStore } from '@virga/evidence-store';
import type { BackupFile, BackupManifest } from './backup-manifest.ts';
import type { BackupSource } from './backup-source.ts';
import { readCaseChains } from './case-chains.ts';
import { besideOf, type RestoreRequest } from './restore-request.ts';
import { writeSparse } from './write-sparse.ts';

/** Files and rows, in the order in which they lie in the backup. The rows are committed when everything else is in place. */
export async function fillInstallation(
  request: RestoreRequest,
  source: BackupSource,
  manifest: BackupManifest,
): Promise<void> {
  const upTo = manifest.database.migrations.at(-1)!.name;
  const { ownerUrl } = await prepareDatabase(request.ownerUrl, { ...request.prepare, upTo });
  const files = new Map(manifest.files.map((file) => [file.path, file]));
  const tables = new Map(manifest.database.tables.map((table) => [table.path, table]));
  const beside = besideOf(request.store);
  await fillDatabase(ownerUrl, async (filling) => {
    await checkMigrations(filling, manifest);
    for await (const { path, bytes } of source.entries()) {
      const file = files.get(path);
      const table = tables.get(path);
      if (!file) bytes.resume();
      else if (table) await fillTable(filling, table, unpacked(file, bytes));
      else await writeChecked(placeOf(path, request.home, beside), file, unpacked(file, bytes));
    }
    await filling.setSequences(manifest.database.sequences);
    const isFolder = manifest.evidence.kind === 'folder';
    if (isFolder) await mkdir(beside, { recursive: true, mode: 0o700 });
    await checkChains(filling, isFolder ? await openEvidenceStore(beside) : request.store, manifest);
  });
  request.say(`database: ${manifest.database.tables.length} tables; every custody chain is as it was`);
}

/** `backupPath` in the manifest's schema has made sure that no name leads elsewhere. */
function placeOf(path: string, home: string, beside: string): string {
  if (path.startsWith('evidence/')) return join(beside, path.slice('evidence/'.length));
  return path === 'settings/server.json' ? join(home, 'server.json') : join(home, path);
}

/** The backup's migrations must be ours, byte for byte: its rows would fit nothing else. */
async function checkMigrations(filling: DatabaseFilling, manifest: BackupManifest): Promise<void> {
  const { rows } = await filling.run('SELECT migration_name AS name, checksum FROM _prisma_migrations');
  const ours = new Map((rows as { name: string; checksum: string }[]).map((row) => [row.name, row.checksum]));
  const strange = manifest.database.migrations.find(({ name, checksum }) => ours.get(name) !== checksum);
  if (strange)
    throw new AppError({
      code: 'system.unavailable',
      message: `The backup was made by a newer Virga: its migration ${strange.name} is not one of this version. Restore it with that version. Nothing was changed.`,
    });
}

function unpacked(file: BackupFile, bytes: Readable): Readable {
  const out = new PassThrough({ highWaterMark: 1024 * 1024 });
  // Errors of either side arrive where `out` is read.
  if (file.packed) pipeline(bytes, createGunzip(), out, () => undefined);
  else pipeline(bytes, out, () => undefined);
  return out;
}

type TableFacts = BackupManifest['database']['tables'][number];

async function fillTable(filling: DatabaseFilling, table: TableFacts, bytes: Readable): Promise<void> {
  const rows = await filling.copyIn(table, bytes);
  if (rows !== table.rows) throw damaged(`Table ${table.name} took ${rows} rows of ${table.rows}`);
}

/** Written, then read again from the disk and hashed. */
async function writeChecked(path: string, file: BackupFile, bytes: Readable): Promise<void> {
  // Files of items (four names deep) are sealed: nobody writes them. What stands beside them grows.
  await writeSparse(path, bytes, file.path.split('/').length === 4 ? 0o440 : 0o600);
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    size += chunk.length;
  }
  if (size !== file.bytes || hash.digest('hex') !== file.sha256)
    throw damaged(`${file.path} does not read back as it was written`);
}

async function checkChains(filling: DatabaseFilling, store: EvidenceStore, manifest: BackupManifest): Promise<void> {
  const read = async <Row extends object>(sql: string) => (await filling.run(sql)).rows as Row[];
  const chains = await readCaseChains({ read, store });
  const before = new Map(manifest.cases.map((one) => [one.caseId, JSON.stringify(one)]));
  const changed = chains.filter((one) => before.get(one.caseId) !== JSON.stringify(one));
  if (changed.length > 0 || chains.length !== manifest.cases.length)
    throw damaged(
      `The custody chain of ${changed.map((one) => `VC-${one.number}`).join(', ') || 'a case'} is not as it was when the backup was made`,
    );
}

function damaged(what: string): AppError {
  return new AppError({ code: 'evidence.hash_mismatch', message: `${what}; nothing was changed.` });
}
