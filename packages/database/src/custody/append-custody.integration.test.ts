import { type CustodyEntry, firstPreviousHash } from '@virga/domain';
import { newId, sha256Hex } from '@virga/domain/ids';
import { aCase, aMember, anAccess, type TestDatabase, testDatabase } from '@virga/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendCustody, inTransaction, lastCustody, listCustody, listHeads, saveHead } from '../index.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.drop());

function next(previous: CustodyEntry | null, caseId: string, note: string): CustodyEntry {
  const body = {
    caseId,
    number: (previous?.number ?? 0) + 1,
    what: 'case opened' as const,
    actor: { userId: null, name: 'test', cloudIdentity: null },
    when: { ours: '2026-11-22T00:00:00.000000Z', provider: null, offsetMs: null },
    evidenceId: null,
    hash: null,
    hashedAt: null,
    requestIds: [],
    tool: 'test',
    details: { note, zebra: 1, apple: { b: 1, a: [3, 1] } },
    previousHash: previous?.entryHash ?? firstPreviousHash,
  };
  return { ...body, entryHash: sha256Hex(JSON.stringify(body)) };
}

async function anOpenCase() {
  const row = await aCase(test.db);
  return anAccess(test.db, await aMember(test.db, row.id, 'lead'), row.id, 'case:read');
}

it('numbers entries without gaps when twenty transactions append at once [F2.gapless-chain]', async () => {
  const access = await anOpenCase();
  const work = Array.from({ length: 20 }, (_, index) =>
    appendCustody(test.db, access, (previous) => next(previous, access.caseId, `entry ${index}`)),
  );
  await Promise.all(work);
  const entries = await listCustody(test.db, access);
  expect(entries.map((entry) => entry.number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  for (const [index, entry] of entries.entries())
    expect(entry.previousHash).toBe(entries[index - 1]?.entryHash ?? firstPreviousHash);
  expect(await lastCustody(test.db, access)).toEqual(entries[19]);
  expect((await listCustody(test.db, access, { after: 18 })).map((entry) => entry.number)).toEqual([19, 20]);
});

it('what rolls back leaves no number behind, and an entry of another case is refused', async () => {
  const access = await anOpenCase();
  const failing = inTransaction(test.db, async (tx) => {
    await appendCustody(tx, access, (previous) => next(previous, access.caseId, 'lost'));
    throw new Error('after the entry');
  });
  await expect(failing).rejects.toThrow('after the entry');
  await expect(appendCustody(test.db, access, (previous) => next(previous, newId(), 'foreign'))).rejects.toThrow(
    TypeError,
  );
  const entry = await appendCustody(test.db, access, (previous) => next(previous, access.caseId, 'kept'));
  expect(entry.number).toBe(1);
  expect(await listCustody(test.db, access)).toEqual([entry]);
});

it('keeps signed heads, and only for entries that exist [F2.signed-heads]', async () => {
  const access = await anOpenCase();
  const entry = await appendCustody(test.db, access, (previous) => next(previous, access.caseId, 'first'));
  const head = {
    entryHash: entry.entryHash,
    keyFingerprint: 'f',
    signature: 's',
    signedAt: '2026-11-22T00:00:00.000000Z',
  };
  await saveHead(test.db, access, { id: newId(), number: 1, ...head });
  await expect(saveHead(test.db, access, { id: newId(), number: 2, ...head })).rejects.toThrow();
  expect(await listHeads(test.db, access)).toMatchObject([{ number: 1, ...head }]);
});
