import { setTimeout as pause } from 'node:timers/promises';
import { emptyLedger } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { testServerUrl } from '@virga/testing';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { StagedWorker } from './testing/staged-worker.ts';

let stage: StagedWorker;
let reference: string;

beforeAll(async () => {
  stage = await StagedWorker.start();
  const caseId = (await stage.newCase()).id;
  await stage.collectAll(await stage.ask(caseId, 'aws/ec2-disk', disk()));
  reference = (await stage.items(caseId))[0]!.sha256!;
});
afterEach(() => stage.control('DELETE', '/faults'));
afterAll(() => stage.stop());

/** The smaller of the two disks. */
function disk() {
  const { id: instanceId, region, dataVolume } = stage.truth.compromisedInstance;
  return { instanceId, region, volumeIds: [dataVolume] };
}

/** A collect worker in the middle of the blocks: some are durable, the rest is still under way. */
async function inTheMiddle() {
  await stage.control('POST', '/faults', {
    kind: 'delay',
    service: 'ebs',
    operation: 'GetSnapshotBlock',
    rate: 0.5,
    delayMs: 15_000,
  });
  const caseId = (await stage.newCase()).id;
  const acquisitionId = await stage.ask(caseId, 'aws/ec2-disk', disk());
  const worker = await stage.worker('collect');
  await until(async () => {
    const { checkpoint } = await stage.row(acquisitionId);
    return `blocks:${disk().volumeIds[0]}` in (checkpoint as object);
  });
  return { caseId, acquisitionId, worker };
}

async function until(isTrue: () => Promise<boolean>, timeoutMs = 120_000): Promise<void> {
  for (const end = Date.now() + timeoutMs; Date.now() < end; await pause(100))
    if (await isTrue().catch(() => false)) return;
  throw new Error('it did not come to that');
}

async function expectSealedOnce(caseId: string, acquisitionId: string): Promise<void> {
  await until(async () => ['parsing', 'done', 'failed'].includes((await stage.row(acquisitionId)).state), 90_000);
  expect(await stage.row(acquisitionId)).toMatchObject({ state: 'parsing', errorCode: null, held: [] });
  const items = await stage.items(caseId);
  expect(items.map((item) => [item.kind, item.state])).toEqual([
    ['image', 'sealed'],
    ['pack', 'sealed'],
  ]);
  expect(items[0]!.sha256).toBe(reference);
  const custody = await stage.test.db.prisma.custodyRow.findMany({ where: { caseId } });
  const entries = custody.map((row) => JSON.parse(row.entry) as { evidenceId: string });
  expect(entries.map((entry) => entry.evidenceId).sort()).toEqual(items.map((item) => item.id).sort());
  await stage.parseAll(caseId);
  await stage.parseAll(caseId);
  const { rows } = await stage.test.db.pool.query<{ count: string }>(
    'SELECT count(*) FROM timeline_event WHERE case_id = $1',
    [caseId],
  );
  expect(BigInt(rows[0]!.count)).toBe((await stage.items(caseId))[0]!.eventCount);
  expect(await stage.row(acquisitionId)).toMatchObject({ state: 'done' });
}

test('kill -9 in the middle of the blocks: the next worker goes on to the identical hash', async () => {
  const { caseId, acquisitionId, worker } = await inTheMiddle();
  worker.kill('SIGKILL');
  await stage.control('DELETE', '/faults');
  const next = await stage.worker('collect');
  await expectSealedOnce(caseId, acquisitionId);
  expect((await stage.row(acquisitionId)).fence).toBeGreaterThan(1n);
  next.kill('SIGTERM');
}, 300_000);

test('every database connection cut in the middle of the blocks: the same worker goes on to the identical hash', async () => {
  const { caseId, acquisitionId, worker } = await inTheMiddle();
  await cutConnections();
  await stage.control('DELETE', '/faults');
  await expectSealedOnce(caseId, acquisitionId);
  expect(worker.exitCode).toBeNull();
  worker.kill('SIGTERM');
}, 300_000);

async function cutConnections(): Promise<void> {
  const client = new pg.Client({ connectionString: testServerUrl() });
  await client.connect();
  const name = new URL(stage.test.urls.appUrl).pathname.slice(1);
  await client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
  await client.end();
}

test('a parser killed between rows and position counts and stores the same; a second parse swaps in whole [F7.swap] [F7.stable-ids]', async () => {
  const caseId = (await stage.newCase()).id;
  const to = new Date();
  const from = new Date(to.getTime() - 2 * 86_400_000);
  const window = { mode: 'trail', from: from.toISOString(), to: to.toISOString(), trail: 'org-trail' };
  await stage.collectAll(await stage.ask(caseId, 'aws/cloudtrail', window));
  await stage.parseAll(caseId);
  const { prisma, pool } = stage.test.db;
  const whole = (await stage.items(caseId)).find((item) => item.format === 'aws/cloudtrail')!;
  const rows = async () =>
    (await pool.query<{ id: string }>('SELECT id FROM timeline_event WHERE case_id = $1 ORDER BY id', [caseId])).rows;
  const stored = await rows();
  // As a process leaves it that died after its rows were stored and before any position was.
  await prisma.evidenceItem.update({
    where: { id: whole.id },
    data: { generation: 0, ledger: {}, ledgerColour: null, state: 'parsing', eventCount: 0n },
  });
  const run = await prisma.parseRun.findFirstOrThrow({ where: { evidenceId: whole.id } });
  const checkpoint = { ledger: emptyLedger(), done: [] } as never;
  await prisma.parseRun.update({ where: { id: run.id }, data: { state: 'queued', checkpoint } });
  await stage.parseAll(caseId);
  const item = () => prisma.evidenceItem.findUniqueOrThrow({ where: { id: whole.id } });
  expect((await item()).ledger).toEqual(whole.ledger);
  expect(await rows()).toEqual(stored);
  const second = { id: newId(), caseId, evidenceId: whole.id, parserId: 'aws/cloudtrail', generation: 2 };
  await prisma.parseRun.create({ data: second });
  await stage.parseAll(caseId);
  expect(await item()).toMatchObject({ generation: 2, ledger: whole.ledger, eventCount: whole.eventCount });
  expect(await rows()).toEqual(stored);
}, 240_000);
