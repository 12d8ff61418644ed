import { aCase, type TestDatabase, testDatabase, testServerUrl } from '@virga/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTransaction, openDatabase } from '../index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

it('goes on by itself after every connection was cut', async () => {
  const row = await aCase(test.db);
  const admin = new pg.Client({ connectionString: testServerUrl() });
  await admin.connect();
  const name = new URL(test.urls.appUrl).pathname.slice(1);
  const cut = await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  await admin.end();
  expect(cut.rowCount).toBeGreaterThan(0);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await test.db.prisma.case.findUnique({ where: { id: row.id } }))?.number).toBe(row.number);
});

it('a nested call joins the transaction of its caller, and both roll back together', async () => {
  const row = await aCase(test.db);
  const work = inTransaction(test.db, async (outer) => {
    await outer.case.update({ where: { id: row.id }, data: { title: 'outer' } });
    await inTransaction(outer, (inner) => inner.case.update({ where: { id: row.id }, data: { summary: 'inner' } }));
    throw new Error('undo both');
  });
  await expect(work).rejects.toThrow('undo both');
  expect(await test.db.prisma.case.findUnique({ where: { id: row.id } })).toEqual(row);
});

it('microseconds stay exact, and statements end at their limit', async () => {
  const micros = 9_007_199_254_740_993n;
  const row = await aCase(test.db);
  const changed = await test.db.prisma.case.update({ where: { id: row.id }, data: { incidentStartMicros: micros } });
  expect(changed.incidentStartMicros).toBe(micros);
  const limited = openDatabase(test.urls.readUrl, { role: 'read', statementTimeoutMs: 50 });
  await expect(limited.pool.query('SELECT pg_sleep(5)')).rejects.toMatchObject({ code: '57014' });
  await limited.close();
});
