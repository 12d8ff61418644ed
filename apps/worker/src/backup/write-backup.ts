import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type DatabaseSnapshot, readSnapshot } from '@virga/database/backup';
import type { EvidenceStore } from '@virga/evidence-store';
import { tool } from '../custody-tool.ts';
import type { BackupManifest } from './backup-manifest.ts';
import { openTarget } from './backup-target.ts';
import { BackupWriter } from './backup-writer.ts';
import { readCaseChains } from './case-chains.ts';
import { notInside } from './not-inside.ts';

export interface BackupRequest {
  ownerUrl: string;
  home: string;
  store: EvidenceStore;
  to: string;
  say(line: string): void;
}

export interface BackupSummary {
  place: string;
  manifestSha256: string;
  bytes: number;
  rows: number;
  items: number;
  cases: BackupManifest['cases'];
  notInside: string[];
}

/** `<case>/<item>/…`, sealed or being written: ids of items are UUIDs. */
const itemFolder = /^[^/]+\/[0-9a-f]{8}-[0-9a-f]{4}-[^/]+\//;

type Item = BackupManifest['evidence']['items'][number];

/**
 * A whole installation while it runs. The order makes it consistent: first what stands beside the evidence (it follows the
 * database, so it can only be older), then the database in one moment, then the sealed items of that moment, which never
 * change. Nothing else is copied: no key, no session, nothing unsealed.
 */
export async function writeBackup(request: BackupRequest): Promise<BackupSummary> {
  const now = new Date();
  const target = await openTarget(request.to, now);
  try {
    const writer = new BackupWriter(target);
    const isFolder = !request.store.place.startsWith('s3://');
    if (isFolder) await addCaseRecords(writer, request.store.place);
    const { items, ...parts } = await readSnapshot(request.ownerUrl, (snapshot) =>
      addDatabase(writer, request, snapshot),
    );
    if (isFolder) await addItems(writer, request, items);
    await addUploads(writer, request.home, parts.uploads);
    await addSettings(writer, request.home);
    const manifest: BackupManifest = {
      format: 'virga-backup/1',
      tool,
      createdAt: now.toISOString(),
      database: parts.database,
      evidence: { kind: isFolder ? 'folder' : 's3', place: request.store.place, items },
      cases: parts.cases,
      secrets: parts.secrets,
      files: [...writer.files],
      notInside: notInside(parts.secrets.count, isFolder ? null : request.store.place),
    };
    await writer.addBytes('manifest.json', Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`));
    await target.finish();
    return {
      place: target.place,
      manifestSha256: writer.files.at(-1)!.sha256,
      bytes: writer.files.reduce((sum, file) => sum + file.storedBytes, 0),
      rows: manifest.database.tables.reduce((sum, table) => sum + table.rows, 0),
      items: items.length,
      cases: manifest.cases,
      notInside: manifest.notInside,
    };
  } catch (thrown) {
    await target.discard();
    throw thrown;
  }
}

async function addDatabase(writer: BackupWriter, { store, say }: BackupRequest, snapshot: DatabaseSnapshot) {
  const tables: BackupManifest['database']['tables'] = [];
  for (const table of snapshot.tables) {
    const path = `database/${table.name}.copy.gz`;
    const rows = await writer.addPacked(path, (sink) => snapshot.copyOut(table, sink));
    tables.push({ ...table, rows, path });
  }
  say(`database: ${tables.length} tables, ${tables.reduce((sum, table) => sum + table.rows, 0)} rows`);
  const items = await snapshot.read<Item>(
    `SELECT case_id AS "caseId", id AS "evidenceId", manifest_sha256 AS "manifestSha256" FROM evidence_item
     WHERE sealed_at IS NOT NULL AND manifest_sha256 IS NOT NULL ORDER BY case_id, number`,
  );
  const keys = await snapshot.read<{ key_id: string; count: number }>(
    'SELECT key_id, count(*)::int AS count FROM account_secret GROUP BY key_id ORDER BY key_id',
  );
  return {
    items,
    uploads: await snapshot.read<{ caseId: string; id: string }>(
      `SELECT case_id AS "caseId", id FROM upload WHERE state = 'received' ORDER BY id`,
    ),
    cases: await readCaseChains({ read: snapshot.read, store }),
    database: { migrations: snapshot.migrations, tables, sequences: snapshot.sequences },
    secrets: { count: keys.reduce((sum, key) => sum + key.count, 0), keyIds: keys.map((key) => key.key_id) },
  };
}

/** What stands beside the items of a case: heads, public keys, stamps, the copy of the chain. Each file is taken in one read. */
async function addCaseRecords(writer: BackupWriter, place: string): Promise<void> {
  for (const found of await readdir(place, { recursive: true, withFileTypes: true }).catch(() => [])) {
    const path = relative(place, join(found.parentPath, found.name));
    const isRecord = found.isFile() && path.includes('/') && !itemFolder.test(path) && !path.includes('/.');
    if (!isRecord) continue;
    const bytes = await readFile(join(place, path));
    // A line without its end is still being written; the database has it.
    const end = path.endsWith('.jsonl') ? bytes.lastIndexOf(0x0a) + 1 : bytes.length;
    await writer.addBytes(`evidence/${path}`, bytes.subarray(0, end));
  }
}

async function addItems(writer: BackupWriter, { store, say }: BackupRequest, items: Item[]): Promise<void> {
  for (const { caseId, evidenceId } of items) {
    const folder = join(store.place, caseId, evidenceId);
    for (const file of await readdir(folder, { withFileTypes: true }))
      if (file.isFile()) await writer.addFile(`evidence/${caseId}/${evidenceId}/${file.name}`, join(folder, file.name));
  }
  say(`evidence: ${items.length} sealed items`);
}

/** Files that arrived and are not sealed yet. One that is gone by now was sealed meanwhile. */
async function addUploads(
  writer: BackupWriter,
  home: string,
  uploads: { caseId: string; id: string }[],
): Promise<void> {
  for (const { caseId, id } of uploads) {
    const path = join(home, 'uploads', caseId, id);
    if (await stat(path).catch(() => null)) await writer.addFile(`uploads/${caseId}/${id}`, path);
  }
}

async function addSettings(writer: BackupWriter, home: string): Promise<void> {
  const text = await readFile(join(home, 'server.json'), 'utf8').catch(() => null);
  if (text !== null) await writer.addBytes('settings/server.json', Buffer.from(text));
}
