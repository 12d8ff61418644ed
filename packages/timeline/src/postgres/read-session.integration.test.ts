import { type TestDatabase, testDatabase } from '@virga/testing';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { copyColumns } from './columns.ts';
import { inReadTransaction } from './read-session.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.urls.readUrl, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('inReadTransaction', () => {
  test('a statement over its time says so, and the connection serves on', async () => {
    const slow = inReadTransaction(pool, { timeoutMs: 50 }, (query) => query('SELECT pg_sleep(30)', []));
    await expect(slow).rejects.toMatchObject({ code: 'request.query_too_slow' });
    const after = inReadTransaction(pool, { timeoutMs: 5000 }, (query) => query('SELECT 1 AS one', []));
    expect(await after).toEqual([{ one: 1 }]);
  });

  test('an aborted search is cancelled in the database, also when its pool is full [S2.query-cost]', async () => {
    const controller = new AbortController();
    const options = { timeoutMs: 30_000, signal: controller.signal };
    const slow = inReadTransaction(pool, options, (query) => query('SELECT pg_sleep(30) AS virga_abort_test', []));
    setTimeout(() => controller.abort(new Error('no longer wanted')), 100);
    const start = performance.now();
    await expect(slow).rejects.toThrow('no longer wanted');
    expect(performance.now() - start).toBeLessThan(10_000);
    const { rows } = await pool.query(
      "SELECT 1 FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE '%virga_abort_test%'",
    );
    expect(rows).toEqual([]);
  });

  test('writes are refused', async () => {
    const write = inReadTransaction(pool, { timeoutMs: 5000 }, (query) => query('CREATE TEMP TABLE x ()', []));
    await expect(write).rejects.toMatchObject({ code: '25006' });
  });
});

test('the table for reparses has every column of the timeline', async () => {
  const columnsOf = async (table: string) => {
    const sql = 'SELECT column_name, data_type FROM information_schema.columns WHERE table_name = $1 ORDER BY 1';
    return (await pool.query<{ column_name: string; data_type: string }>(sql, [table])).rows;
  };
  const app = new pg.Pool({ connectionString: database.urls.ownerUrl, max: 1 });
  const sql =
    'SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY 1';
  const names = async (table: string) =>
    (await app.query<{ attname: string }>(sql, [table])).rows.map((row) => row.attname);
  const timeline = await names('timeline_event');
  expect((await columnsOf('timeline_event')).map((column) => column.column_name)).toEqual(timeline);
  expect([...copyColumns].sort()).toEqual(timeline);
  expect((await names('timeline_event_beside')).filter((name) => name !== 'run')).toEqual(timeline);
  await app.end();
});
