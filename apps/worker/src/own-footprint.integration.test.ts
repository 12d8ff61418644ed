import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownCalls } from './parse/own-calls.ts';
import { StagedWorker } from './testing/staged-worker.ts';

let stage: StagedWorker;
let caseId: string;

interface Row {
  own: boolean;
  action: string;
  correlation: string[];
  credential: string | null;
  user_agent: string;
  detections: unknown[];
}

beforeAll(async () => {
  stage = await StagedWorker.start();
  caseId = (await stage.newCase()).id;
});
afterAll(() => stage.stop());

test('calls of our own collection come back in the trail as own, out of the rules, and nobody else’s do [F5.own-calls] [F5.own-hidden-not-lost]', async () => {
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const { id: instanceId, region } = stage.truth.compromisedInstance;
  await stage.acquire(caseId, 'aws/ec2-metadata', { instanceId, region });
  await stage.control('POST', '/deliver', { aheadMinutes: 30 });
  const to = new Date(Date.now() + 3_600_000).toISOString();
  expect(await stage.acquire(caseId, 'aws/cloudtrail', { mode: 'trail', from, to })).toMatchObject({ state: 'done' });
  const { rows } = await stage.test.db.pool.query<Row>(
    `SELECT own, action, correlation, credential, user_agent, detections FROM timeline_event
     WHERE case_id = $1 AND source = 'aws/cloudtrail'`,
    [caseId],
  );
  const calls = await stage.test.db.prisma.ownCall.findMany({ where: { caseId } });
  const requests = new Set(calls.map((call) => call.requestId));
  const own = rows.filter((row) => row.own);
  expect(own.map((row) => row.action)).toContain('DescribeInstances');
  // Stored like every other row, so exports hold them; without a verdict of the rules.
  for (const row of own) expect(row.detections).toEqual([]);
  for (const row of rows) expect([row.action, row.own]).toEqual([row.action, isOurs(row, requests, calls)]);
});

const isOurs = (row: Row, requests: Set<string | null>, calls: { credential: string | null }[]) =>
  row.correlation.some((id) => requests.has(id)) ||
  (row.credential !== null && calls.some((call) => call.credential === row.credential));

test('user agent and session name decide nothing: only request ids and credentials that were ours [F5.own-calls]', async () => {
  const isOwn = await ownCalls(stage.test.db, caseId);
  const ours = await stage.test.db.prisma.ownCall.findFirstOrThrow({
    where: { caseId, requestId: { not: null }, credential: { not: null } },
  });
  expect(isOwn({ requestIds: [ours.requestId!], credential: null })).toBe(true);
  expect(isOwn({ requestIds: [], credential: ours.credential })).toBe(true);
  expect(isOwn({ requestIds: ['0d6e7c1a-1111-4222-8333-944455556666'], credential: 'ASIAQQQQQQQQQQQQQQQQ' })).toBe(
    false,
  );
  // Another case that was not granted the account knows nothing of its calls.
  const elsewhere = await stage.test.db.prisma.case.create({
    data: { id: crypto.randomUUID(), title: 'Elsewhere', createdById: stage.lead.id },
  });
  const foreign = await ownCalls(stage.test.db, elsewhere.id);
  expect(foreign({ requestIds: [ours.requestId!], credential: ours.credential })).toBe(false);
});
