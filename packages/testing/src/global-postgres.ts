import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase } from '@virga/database';
import { prepareJobs } from '@virga/jobs';
import { startEmbeddedPostgres } from '@virga/runtime/postgres';
import pg from 'pg';

/**
 * vitest globalSetup: one PostgreSQL for the whole run on a free port, migrations and job queues applied once into `virga_template`.
 * Test files copy that (testDatabase). Workers get the superuser's URL in VIRGA_TEST_POSTGRES_URL.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env.VIRGA_TEST_POSTGRES_URL;
  if (given) return async () => undefined;
  const dataDir = join(tmpdir(), `virga-test-postgres-${process.pid}`);
  const server = await startEmbeddedPostgres({
    dataDir,
    port: 0,
    // A crash of the machine may cost the test database; everything else is as in real use.
    settings: { fsync: 'off', full_page_writes: 'off', shared_buffers: '128MB', max_wal_size: '1GB' },
  });
  const { ownerUrl } = await prepareDatabase(server.url, { databaseName: 'virga_template' });
  await prepareJobs(ownerUrl);
  await closeTemplate(server.url);
  process.env.VIRGA_TEST_POSTGRES_URL = server.url;
  return async () => {
    delete process.env.VIRGA_TEST_POSTGRES_URL;
    await server.stop();
    await rm(server.dataDir, { recursive: true, force: true });
  };
}

/** Nobody connects to the template again: CREATE DATABASE … TEMPLATE refuses while someone is there. */
async function closeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('ALTER DATABASE virga_template WITH ALLOW_CONNECTIONS false IS_TEMPLATE true');
  await client.end();
}
