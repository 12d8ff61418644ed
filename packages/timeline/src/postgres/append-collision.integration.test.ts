import { newId } from '@virga/domain/ids';
import { type TestDatabase, testDatabase } from '@virga/testing';
import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generatedWrites } from '../contract/generated-events.ts';
import { postgresTimelineStore } from './postgres-timeline-store.ts';

let database: TestDatabase;
let pool: pg.Pool;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.urls.parseUrl, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

test('two jobs that write the same rows at once store each row once, and both count right', async () => {
  const store = postgresTimelineStore({ pool, pageTokenKey: new Uint8Array(32) });
  const caseId = newId();
  const evidenceId = newId();
  const writes = fc.sample(generatedWrites(evidenceId, 60), { numRuns: 1, seed: 1 })[0]!;
  let release = () => {};
  const isOpen = new Promise<void>((resolve) => {
    release = resolve;
  });
  let sayWritten = () => {};
  const isWritten = new Promise<void>((resolve) => {
    sayWritten = resolve;
  });
  const first = store.append({
    caseId,
    evidenceId,
    rows: writes.slice(0, 40),
    commit: async () => {
      sayWritten();
      await isOpen;
    },
  });
  await isWritten;
  // The second one cannot see the first one's rows yet, and waits on their keys.
  const second = store.append({ caseId, evidenceId, rows: writes.slice(20) });
  await new Promise((resolve) => setTimeout(resolve, 200));
  release();
  expect(await first).toEqual({ inserted: 40, alreadyThere: 0 });
  expect(await second).toEqual({ inserted: 20, alreadyThere: 20 });
});
