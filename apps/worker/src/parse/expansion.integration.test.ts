import { gzipSync } from 'node:zlib';
import { listStaleParseRuns } from '@virga/database';
import { defaultLimits } from '@virga/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ParseStage } from '../testing/parse-stage.ts';

let stage: ParseStage;
beforeAll(async () => {
  stage = await ParseStage.start();
});
afterAll(() => stage.stop());

const record = (index: number) => ({
  ...{ eventName: 'ListUsers', eventSource: 'iam.amazonaws.com', eventID: `event-${index}` },
  eventTime: `2026-10-01T12:00:${String(index).padStart(2, '0')}Z`,
});
const lines = (from: number, count: number) =>
  Buffer.from(Array.from({ length: count }, (_, index) => `${JSON.stringify(record(from + index))}\n`).join(''));

/** Twenty records, then more than a gibibyte of empty lines at a thousand to one, then twenty records. */
function growing(): Buffer {
  const emptiness = gzipSync(Buffer.alloc(64 * 1024 * 1024, '\n'));
  const middle = Array.from({ length: 17 }, () => emptiness);
  return Buffer.concat([gzipSync(lines(0, 20)), ...middle, gzipSync(lines(20, 20))]);
}

test('above 200 to 1 after 1 GiB the item pauses and asks; the answer lets it through or leaves it out [S3.bomb]', async () => {
  const { prisma } = stage.test.db;
  const caseId = await stage.newCase();
  const item = await stage.sealed(caseId, { 'growing.json.gz': growing(), 'small.json.gz': gzipSync(lines(50, 5)) });
  const run = () => prisma.parseRun.findFirstOrThrow({ where: { evidenceId: item.id } });
  await stage.parseAll(caseId);
  expect(await stage.item(item.id)).toMatchObject({
    state: 'waiting',
    errorCode: 'evidence.expansion',
    waitingFor: 'an answer: it grows beyond the limit',
  });
  expect((await stage.item(item.id)).errorMessage).toContain('growing.json.gz');
  // Nobody goes on by himself: not a sweep, not a second job.
  expect(await run()).toMatchObject({ state: 'paused', leaseOwner: null });
  expect(await listStaleParseRuns(stage.test.db, 0)).toEqual([]);

  const answer = async (expansionAnswer: 'let' | 'leave') => {
    await prisma.evidenceItem.update({ where: { id: item.id }, data: { state: 'sealed', expansionAnswer } });
    await prisma.parseRun.updateMany({ where: { evidenceId: item.id, state: 'paused' }, data: { state: 'queued' } });
    await stage.parseAll(caseId);
  };
  await answer('let');
  expect(await stage.item(item.id)).toMatchObject({ state: 'done', ledgerColour: 'green', errorCode: null });
  expect(await stage.stored(item.id)).toMatchObject({ rows: 45 });

  // Parsed once more, the object is left out: what was read of it stays, the ledger names it.
  await stage.queue(await stage.item(item.id), 2);
  await answer('leave');
  const left = await stage.item(item.id);
  expect(left).toMatchObject({ state: 'done', ledgerColour: 'red' });
  const { objects } = left.ledger as { objects: { read: number; failed: { object: string }[] } };
  expect(objects).toMatchObject({ read: 1, failed: [{ object: 'growing.json.gz' }] });
  expect(await stage.stored(item.id)).toMatchObject({ rows: 25 });
}, 240_000);

test('the limits of the settings are those of the parser [S3.limits]', async () => {
  const { prisma } = stage.test.db;
  await prisma.setting.create({ data: { key: 'limits', value: { ...defaultLimits, recordBytes: 1024 } } });
  const caseId = await stage.newCase();
  const long = { ...record(1), requestParameters: { text: 'x'.repeat(2000) } };
  const item = await stage.sealed(caseId, { 'a.json': `${JSON.stringify(long)}\n${JSON.stringify(record(2))}\n` });
  await stage.parseAll(caseId);
  expect((await stage.item(item.id)).ledger).toMatchObject({ records: { parsed: 1, rejected: 1 } });
  await prisma.setting.delete({ where: { key: 'limits' } });
});
