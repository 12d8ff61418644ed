import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { aPrincipal, aUser, type TestDatabase, testDatabase } from '@virga/testing';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { audit, authorisePlatform, type SealMark, sealAudit, verifyAudit } from '../index.ts';

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
let test: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  test = await testDatabase();
  owner = new pg.Client({ connectionString: test.urls.ownerUrl });
  await owner.connect();
  for (let seal = 0; seal < 3; seal += 1) await writeAndSeal(20);
});
afterAll(async () => {
  await owner.end();
  await test.drop();
});

/** Rows of a while ago: only what has settled is sealed. */
async function write(count: number): Promise<void> {
  await test.db.prisma.auditRow.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      at: new Date(Date.now() - 60_000),
      action: `step ${index}`,
      outcome: 'allowed',
      details: { zebra: index, apple: { b: [1, 2], a: 'ü' } },
    })),
  });
}

async function writeAndSeal(count: number): Promise<void> {
  await write(count);
  await sealedFrom(await sealAudit(test.db, null, pem));
}

/** Seals once the mark has settled: a transaction of another test on the same server holds it up, as it should. */
async function sealedFrom(mark: SealMark | null, workers = 1): Promise<void> {
  const before = await test.db.prisma.auditSeal.count();
  for (const end = Date.now() + 30_000; Date.now() < end; await pause(50)) {
    await Promise.all(Array.from({ length: workers }, () => sealAudit(test.db, mark, pem)));
    if ((await test.db.prisma.auditSeal.count()) > before) return;
  }
  throw new Error('the mark did not settle within 30 s');
}

async function verdict(newest?: number) {
  const admin = await authorisePlatform(test.db, aPrincipal(await aUser(test.db, { role: 'admin' })), 'audit:read');
  return verifyAudit(test.db, admin, newest);
}

/** As the database's owner could do it: triggers off, change, triggers on, and back afterwards. */
async function tampered(change: string, undo: string, newest?: number): Promise<string[]> {
  const run = async (sql: string) => {
    await owner.query('ALTER TABLE audit_entry DISABLE TRIGGER USER; ALTER TABLE audit_seal DISABLE TRIGGER USER');
    await owner.query(sql);
    for (const table of ['audit_entry', 'audit_seal'])
      for (const name of ['append_only', 'no_truncate'])
        await owner.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${table}_${name}`);
  };
  await run(change);
  const { faults } = await verdict(newest);
  await run(undo);
  return faults.map(({ seal, what }) => `${seal}: ${what}`);
}

it('three seals vouch for every settled row, and the newest rows are said to be unsealed [S1.audit-sealed]', async () => {
  await audit(test.db, { action: 'just now', outcome: 'allowed' });
  expect(await verdict()).toMatchObject({ seals: 3, sealedRows: 60, unsealedRows: 1, onlyNewest: null, faults: [] });
  expect((await verdict(1)).onlyNewest).toBe(1);
});

it('a changed, a removed and an added row are named with their seal [S1.audit-sealed]', async () => {
  expect(
    await tampered(
      "UPDATE audit_entry SET action = 'nothing' WHERE id = 25",
      "UPDATE audit_entry SET action = 'step 4' WHERE id = 25",
    ),
  ).toEqual(['2: at least one of its 20 rows was changed']);
  expect(
    await tampered(
      `CREATE TABLE kept AS SELECT * FROM audit_entry WHERE id = 3; DELETE FROM audit_entry WHERE id = 3`,
      'INSERT INTO audit_entry SELECT * FROM kept; DROP TABLE kept',
    ),
  ).toEqual(['1: 1 of its 20 rows are gone']);
  expect(
    await tampered(
      "UPDATE audit_entry SET id = id + 100000 WHERE id = 60; INSERT INTO audit_entry (id, action, outcome) VALUES (60, 'made up', 'allowed')",
      'DELETE FROM audit_entry WHERE id = 60; UPDATE audit_entry SET id = 60 WHERE id = 100060',
    ),
  ).toEqual(['3: at least one of its 20 rows was changed']);
  expect((await verdict()).faults).toEqual([]);
});

it('a seal cut out, or made again without the key, is named', async () => {
  expect(
    await tampered(
      'CREATE TABLE kept AS SELECT * FROM audit_seal WHERE number = 2; DELETE FROM audit_seal WHERE number = 2',
      'INSERT INTO audit_seal SELECT * FROM kept; DROP TABLE kept',
    ),
  ).toEqual(['3: seals before number 3 are missing']);
  const set = (hash: string) => `UPDATE audit_seal SET rows_hash = ${hash} WHERE number = 3`;
  const { rowsHash } = await test.db.prisma.auditSeal.findUniqueOrThrow({ where: { number: 3 } });
  expect(await tampered(set("repeat('0', 64)"), set(`'${rowsHash}'`))).toEqual(['3: the seal itself was changed']);
});

it('a row whose transaction was open when the mark was set is waited for', async () => {
  await write(5);
  const slow = new pg.Client({ connectionString: test.urls.appUrl });
  await slow.connect();
  await slow.query('BEGIN');
  await slow.query(
    "INSERT INTO audit_entry (action, outcome, at) VALUES ('slow', 'allowed', now() - interval '1 hour')",
  );
  await write(5);
  const before = (await verdict()).seals;
  const mark = await sealAudit(test.db, null, pem);
  expect(await sealAudit(test.db, mark, pem)).toEqual(mark);
  expect((await verdict()).seals).toBe(before);
  await slow.query('COMMIT');
  await slow.end();
  await sealedFrom(mark);
  const after = await verdict();
  expect([after.seals, after.faults]).toEqual([before + 1, []]);
  const last = await test.db.prisma.auditSeal.findFirstOrThrow({ orderBy: { number: 'desc' } });
  expect(last.rows).toBe(12);
});

it('seals are append only for the runtime roles', async () => {
  for (const sql of ['UPDATE audit_seal SET rows = 0', 'DELETE FROM audit_seal', 'TRUNCATE audit_seal'])
    await expect(test.db.pool.query(sql), sql).rejects.toMatchObject({ code: '42501' });
  await expect(owner.query('DELETE FROM audit_seal')).rejects.toMatchObject({ code: '42501' });
});

it('two collect workers that seal at once leave one seal, and neither fails [S1.audit-sealed]', async () => {
  await write(5);
  const { seals } = await verdict();
  await sealedFrom(await sealAudit(test.db, null, pem), 4);
  expect(await verdict()).toMatchObject({ seals: seals + 1, faults: [] });
});
