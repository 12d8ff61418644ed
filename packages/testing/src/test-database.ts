import { randomBytes } from 'node:crypto';
import { type Database, type DatabaseUrls, openDatabase, roleUrls } from '@virga/database';
import pg from 'pg';

export interface TestDatabase {
  /** Connected as the app role, like web and collect. */
  db: Database;
  urls: DatabaseUrls;
  /** Closes the client and drops the database. */
  drop(): Promise<void>;
}

/** A fresh migrated database for one test file. Call in beforeAll, `drop()` in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const serverUrl = testServerUrl();
  const name = `virga_test_${randomBytes(8).toString('hex')}`;
  await asSuperuser(serverUrl, `CREATE DATABASE ${name} TEMPLATE virga_template OWNER virga_owner STRATEGY wal_log`);
  const base = new URL(serverUrl);
  base.pathname = `/${name}`;
  const urls = roleUrls(base.toString());
  const db = openDatabase(urls.appUrl, { role: 'test' });
  return {
    db,
    urls,
    async drop() {
      await db.close();
      await asSuperuser(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** The superuser's URL of the run's PostgreSQL, which global-postgres.ts started. */
export function testServerUrl(): string {
  const url = process.env.VIRGA_TEST_POSTGRES_URL;
  if (!url) throw new Error('No test PostgreSQL: run in the vitest project integration (global-postgres.ts starts it)');
  return url;
}

async function asSuperuser(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
