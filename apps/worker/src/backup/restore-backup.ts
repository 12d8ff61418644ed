import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDatabase, prepareDatabase } from '@virga/database';
import type { EvidenceStore } from '@virga/evidence-store';
import { readKeyring } from '@virga/runtime/secrets';
import type { BackupManifest } from './backup-manifest.ts';
import { openSource } from './backup-source.ts';
import { checkPlace } from './check-place.ts';
import { checkSource } from './check-source.ts';
import { fillInstallation } from './fill-installation.ts';
import { clearRestoreMark, refuseHalfRestored, setRestoreMark } from './restore-mark.ts';
import { besideOf, type RestoreRequest } from './restore-request.ts';
import { settleRestored } from './settle-restored.ts';

export interface RestoreSummary {
  createdAt: string;
  rows: number;
  items: number;
  cases: BackupManifest['cases'];
  /** `openable`: the keys that seal them lie in this installation's keys folder. */
  secrets: { count: number; openable: boolean };
  /** Acquisitions, actions and uploads that were under way. */
  interrupted: number;
}

/**
 * Into an empty installation only. Every byte is checked before anything changes and again where it was written; the rows
 * come in one transaction that also recomputes every custody chain; then the database is brought up to this version.
 */
export async function restoreBackup(request: RestoreRequest): Promise<RestoreSummary> {
  const { home, store, say } = request;
  refuseHalfRestored(home);
  const source = await openSource(request.from);
  const manifest = await checkSource(source);
  say(`backup of ${manifest.createdAt}: all ${manifest.files.length} files have their hashes`);
  await checkPlace(home, store, manifest);
  await setRestoreMark(home);
  try {
    await fillInstallation(request, source, manifest);
  } catch (thrown) {
    // The rows were rolled back: with these gone the place is as empty as it was.
    for (const path of [besideOf(store), join(home, 'uploads'), join(home, 'server.json')])
      await rm(path, { recursive: true, force: true });
    await clearRestoreMark(home);
    throw thrown;
  }
  if (manifest.evidence.kind === 'folder') await moveEvidence(store);
  const { appUrl } = await prepareDatabase(request.ownerUrl, request.prepare);
  const interrupted = await settle(appUrl, home, manifest);
  await clearRestoreMark(home);
  const known = new Set((await readKeyring(join(home, 'keys')))?.keys.map((key) => key.keyId));
  return {
    createdAt: manifest.createdAt,
    rows: manifest.database.tables.reduce((sum, table) => sum + table.rows, 0),
    items: manifest.evidence.items.length,
    cases: manifest.cases,
    secrets: { count: manifest.secrets.count, openable: manifest.secrets.keyIds.every((id) => known.has(id)) },
    interrupted,
  };
}

/** An empty folder stands there: the store makes it when it is opened. */
async function moveEvidence(store: EvidenceStore): Promise<void> {
  await rm(store.place, { recursive: true, force: true });
  await rename(besideOf(store), store.place);
}

async function settle(appUrl: string, home: string, manifest: BackupManifest): Promise<number> {
  const db = openDatabase(appUrl, { role: 'setup', max: 2 });
  try {
    return await settleRestored(db, home, manifest);
  } finally {
    await db.close();
  }
}
