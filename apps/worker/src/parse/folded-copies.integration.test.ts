import type { ImportLedger } from '@virga/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ParseStage } from '../testing/parse-stage.ts';

let stage: ParseStage;
let caseId: string;

beforeAll(async () => {
  stage = await ParseStage.start();
  caseId = await stage.newCase();
});
afterAll(() => stage.stop());

function record(number: number, members: object = {}): object {
  return {
    eventVersion: '1.09',
    eventTime: '2026-10-01T12:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    eventID: `event-${number}`,
    recipientAccountId: '111122223333',
    ...members,
  };
}
const trail = (records: object[]) => JSON.stringify({ Records: records });
const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => record(from + index));

async function expectBalanced(evidenceId: string): Promise<ImportLedger> {
  const ledger = (await stage.item(evidenceId)).ledger as unknown as ImportLedger;
  const { records } = ledger;
  const { rows, folded } = await stage.stored(evidenceId);
  expect(rows).toBe(records.parsed);
  expect(folded).toBe(records.folded);
  expect(rows + folded + records.rejected + records.metadata).toBe(records.total);
  return ledger;
}

test('[F8.places-kept] records = rows + places of folded copies + rejected + metadata, and each place opens its own bytes', async () => {
  const files = {
    'a.json': trail([...many(30), record(3)]),
    'b.json': `${JSON.stringify(record(5))}\nnot json\n${JSON.stringify(record(100))}\n`,
    'c.json': trail(many(10, 20)),
  };
  const item = await stage.sealed(caseId, files);
  await stage.parseAll(caseId);
  const ledger = await expectBalanced(item.id);
  expect(ledger.records).toMatchObject({ parsed: 31, folded: 12, rejected: 1 });
  const { rows } = await stage.test.db.pool.query<{ id: string }>(
    "SELECT id FROM timeline_event WHERE evidence_id = $1 AND uid LIKE 'event-3/%'",
    [item.id],
  );
  const access = { caseId } as never;
  const copies = await stage.parts.timeline.copies({ access, eventId: rows[0]!.id });
  expect(copies).toMatchObject({ conflicting: [], same: [{ eventId: null, record: { object: 'a.json' } }] });
  const { bytes } = await stage.parts.store.readRecord(caseId, copies!.same[0]!.record);
  expect(JSON.parse(Buffer.from(bytes).toString('utf8'))).toEqual(record(3));
});

test('[F8.places-kept] killed between rows and position, and parsed a second time: no place is lost or doubled', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 60 }, (_, file) => [`${file}.json`, trail([...many(3, file * 2), record(file)])]),
  );
  const item = await stage.sealed(caseId, files);
  await stage.parseAll(caseId);
  const whole = await stage.stored(item.id);
  const ledger = await expectBalanced(item.id);
  expect(whole.folded).toBeGreaterThan(60);
  const { prisma } = stage.test.db;
  // As a process leaves it that died after rows and places were stored and before any position was.
  await prisma.evidenceItem.update({ where: { id: item.id }, data: { generation: 0, state: 'parsing' } });
  await prisma.parseRun.updateMany({ where: { evidenceId: item.id }, data: { state: 'queued', checkpoint: {} } });
  await stage.parseAll(caseId);
  expect(await stage.stored(item.id)).toEqual(whole);
  expect((await stage.item(item.id)).ledger).toEqual(ledger);
  await stage.queue(item, 2);
  await stage.parseAll(caseId);
  expect(await stage.item(item.id)).toMatchObject({ generation: 2, ledger });
  expect(await stage.stored(item.id)).toEqual(whole);
});

test('[F8.conflicting-copies] [F8.uid-and-content] two items of the same trail keep a row each; what contradicts is raised', async () => {
  const own = await stage.newCase();
  const first = await stage.sealed(own, { 'a.json': trail(many(5)) });
  await stage.parseAll(own);
  expect(await stage.item(first.id)).toMatchObject({ ledgerColour: 'green', ledgerReasons: [] });
  const second = await stage.sealed(own, { 'a.json': trail([...many(4), record(4, { eventName: 'DeleteUser' })]) });
  await stage.parseAll(own);
  expect(await stage.item(second.id)).toMatchObject({
    ledgerColour: 'amber',
    ledgerReasons: ['1 row contradicts another copy of the record: search conflicting:true'],
  });
  await expectBalanced(second.id);
  const access = { caseId: own } as never;
  const found = await stage.parts.timeline.search({ access, query: 'conflicting:true', order: 'asc', limit: 10 });
  expect(found.rows.map((row) => row.event.action).sort()).toEqual(['CreateUser', 'DeleteUser']);
});
