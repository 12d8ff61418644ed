import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, prepareDatabase } from '@virga/database';
import { prepareJobs } from '@virga/jobs';
import { loadOrCreateKeyring } from '@virga/runtime/secrets';
import { refuseHalfRestored } from '../backup/restore-mark.ts';
import { needed, rolePasswords, setupEnvironment } from './setup-environment.ts';

/** Database, roles, migrations, the queue's own tables and the keyring. Idempotent; first thing at every start. */
export async function prepare(): Promise<{ appUrl: string; parseUrl: string; applied: number }> {
  const environment = setupEnvironment();
  refuseHalfRestored(environment.VIRGA_HOME);
  const ownerUrl = needed(environment.OWNER_DATABASE_URL, 'OWNER_DATABASE_URL');
  const before = await appliedCount(ownerUrl);
  const urls = await prepareDatabase(ownerUrl, { databaseName: 'virga', passwords: rolePasswords(environment) });
  if (!environment.REDIS_URL) await prepareJobs(urls.ownerUrl);
  await loadOrCreateKeyring(join(environment.VIRGA_HOME, 'keys'));
  return { appUrl: urls.appUrl, parseUrl: urls.parseUrl, applied: migrationCount() - before };
}

function migrationCount(): number {
  const folder = join(import.meta.dirname, '../../../../prisma/migrations');
  return readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).length;
}

/** Migrations that this database had before; none when there is no database yet. */
async function appliedCount(ownerUrl: string): Promise<number> {
  const url = new URL(ownerUrl);
  url.pathname = '/virga';
  const db = openDatabase(url.toString(), { role: 'setup', max: 1 });
  try {
    const { rows } = await db.pool.query<{ count: string }>(
      'SELECT count(*) FROM _prisma_migrations WHERE finished_at IS NOT NULL',
    );
    return Number(rows[0]?.count ?? 0);
  } catch {
    return 0;
  } finally {
    await db.close();
  }
}
