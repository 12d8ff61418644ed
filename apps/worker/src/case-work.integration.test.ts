import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { newId, sha256Hex } from '@virga/domain/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runContainment } from './contain/run-containment.ts';
import { renderReportFiles } from './report/render-report.ts';
import { askExpired } from './sweeps/ask-expired.ts';
import { StagedWorker } from './testing/staged-worker.ts';

let stage: StagedWorker;
let caseId: string;

beforeAll(async () => {
  stage = await StagedWorker.start();
  caseId = (await stage.newCase()).id;
});
afterAll(() => stage.stop());

function record(index: number) {
  return {
    eventVersion: '1.08',
    eventID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    eventTime: `2026-11-20T10:00:${String(index % 60).padStart(2, '0')}Z`,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    awsRegion: 'eu-west-1',
    sourceIPAddress: '198.51.100.7',
    userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ana', accountId: '111122223333' },
    recipientAccountId: '111122223333',
  };
}

/** Files as the web app leaves them: bytes under the home, a row for each, and the acquisition that names them. */
async function upload(files: Record<string, Buffer>): Promise<string> {
  const folder = join(stage.home, 'uploads', caseId);
  mkdirSync(folder, { recursive: true });
  const batchId = crypto.randomUUID();
  const uploadIds: string[] = [];
  for (const [name, bytes] of Object.entries(files)) {
    const id = newId();
    uploadIds.push(id);
    writeFileSync(join(folder, id), bytes);
    const sha256 = sha256Hex(bytes);
    const facts = { sizeBytes: BigInt(bytes.length), sha256Browser: sha256, sha256Arrival: sha256, state: 'received' };
    await stage.test.db.prisma.upload.create({
      data: { id, caseId, userId: stage.lead.id, batchId, name, ...facts },
    });
  }
  const expected = Object.entries(files).map(([name, bytes]) => ({ name, sizeBytes: String(bytes.length) }));
  const row = await stage.test.db.prisma.acquisition.create({
    data: {
      id: newId(),
      caseId,
      sourceId: 'upload',
      target: 'Mixed files',
      requestedById: stage.lead.id,
      parameters: { batchId, title: 'Mixed files', uploadIds, expected },
    },
  });
  return row.id;
}

test('a mixed batch: every good row is there, and the ledger is red with the objects that could not be read', async () => {
  const log = (from: number, count: number) =>
    gzipSync(JSON.stringify({ Records: Array.from({ length: count }, (_, index) => record(from + index)) }));
  const id = await upload({
    'good.json.gz': log(0, 40),
    'cut.json.gz': log(100, 40).subarray(0, -30),
    'notes.txt': Buffer.from('nothing that any parser knows\n'),
  });
  expect(await stage.collectAll(id)).toMatchObject({ state: 'parsing', errorCode: null });
  await stage.parseAll(caseId);
  expect(await stage.row(id)).toMatchObject({ state: 'done' });
  const [item] = (await stage.items(caseId)).filter((one) => one.acquisitionId === id);
  expect(item).toMatchObject({ state: 'done', ledgerColour: 'red', objectCount: 3 });
  const { objects } = item!.ledger as { objects: { failed: { object: string }[] } };
  expect(objects.failed.map((one) => one.object).sort()).toEqual(['cut.json.gz', 'notes.txt']);
  const { rows } = await stage.test.db.pool.query<{ count: string }>(
    "SELECT count(*) FROM timeline_event WHERE case_id = $1 AND evidence_id = $2 AND object = 'good.json.gz'",
    [caseId, item!.id],
  );
  expect(rows[0]!.count).toBe('40');
  const uploads = await stage.test.db.prisma.upload.findMany({ where: { caseId } });
  expect(uploads.map((one) => [one.state, one.evidenceId])).toEqual(uploads.map(() => ['sealed', item!.id]));
});

async function action(parameters: object = {}): Promise<string> {
  const { id: instanceId, region } = stage.truth.compromisedInstance;
  const row = await stage.test.db.prisma.containmentAction.create({
    data: {
      id: newId(),
      caseId,
      kind: 'aws/ec2-isolate',
      cloudAccountId: stage.account('production').id,
      region,
      target: instanceId,
      parameters: { instanceId, region, ...parameters },
      proposedById: stage.lead.id,
      running: 'plan',
    },
  });
  await runContainment(stage.collect, row.id);
  return row.id;
}

const read = (id: string) => stage.test.db.prisma.containmentAction.findUniqueOrThrow({ where: { id } });

/** The columns that the web app's use cases write: proposed, approved by another, asked for. */
async function run(id: string, running: 'apply' | 'verify' | 'undo', fields: object = {}) {
  await stage.test.db.prisma.containmentAction.update({ where: { id }, data: { running, ...fields } });
  await runContainment(stage.collect, id);
  return read(id);
}

async function approve(id: string): Promise<object> {
  const { planHash } = await read(id);
  return { state: 'approved', approvedById: stage.lead.id, approvedAt: new Date(), approvedHash: planHash };
}

const stepsOf = (actionId: string, phase: string) =>
  stage.test.db.prisma.actionStep.findMany({ where: { actionId, phase }, orderBy: { index: 'asc' } });

/** Past its time the action is asked about once and stays in force: no step runs, the lead hears of it. */
async function expiryAsksAndNothingElse(id: string): Promise<void> {
  const { prisma } = stage.test.db;
  await prisma.containmentAction.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } });
  await Promise.all([askExpired(stage.collect), askExpired(stage.collect)]);
  await askExpired(stage.collect);
  const asked = await read(id);
  expect(asked).toMatchObject({ state: 'applied', running: null, askedAt: expect.any(Date), undoneAt: null });
  expect(await stepsOf(id, 'undo')).toEqual([]);
  const told = await prisma.liveEvent.findMany({ where: { subject: id, kind: 'notification' } });
  expect(told.map((event) => event.userId)).toEqual([stage.lead.id]);
  const audited = { targetId: id, action: 'containment expired, asked whether to lift it' };
  expect(await prisma.auditRow.count({ where: audited })).toBe(1);
}

test('containment: plan, approve, a kill between steps, apply, verify, expiry asks, undo, and the record is restored [F12.exact-undo] [F12.expiry-asks] [F13.bound-to-plan]', async () => {
  const id = await action();
  const planned = await read(id);
  expect(planned).toMatchObject({ state: 'draft', running: null, errorCode: null });
  expect(planned.gate).toContainEqual(expect.objectContaining({ sourceId: 'aws/ec2-disk' }));
  expect(await run(id, 'apply')).toMatchObject({ state: 'failed', errorCode: 'action.not_approved' });

  // The worker stops in the middle of the steps, as a kill does: what is done stays done and is not done again.
  const stopping = new AbortController();
  const parts = { ...stage.collect, stopping: stopping.signal };
  await stage.test.db.prisma.containmentAction.update({
    where: { id },
    data: { ...(await approve(id)), running: 'apply', errorCode: null },
  });
  const half = runContainment(parts, id);
  while ((await stepsOf(id, 'apply')).every((step) => step.state !== 'done')) await new Promise(setImmediate);
  stopping.abort(new Error('stopped'));
  await half;
  const before = (await stepsOf(id, 'apply')).filter((step) => step.state === 'done');
  expect(before.length).toBeGreaterThan(0);
  await runContainment(stage.collect, id);
  const applied = await read(id);
  expect(applied).toMatchObject({ state: 'applied', running: null, errorCode: null });
  expect(applied.appliedAt).not.toBeNull();
  const steps = await stepsOf(id, 'apply');
  expect(steps.every((step) => step.state === 'done')).toBe(true);
  expect(steps.filter((step) => before.some((one) => one.key === step.key)).map((step) => step.at)).toEqual(
    before.map((step) => step.at),
  );
  expect(await run(id, 'verify')).toMatchObject({ state: 'applied', errorCode: null });
  expect((await stepsOf(id, 'verify')).length).toBeGreaterThan(0);

  await expiryAsksAndNothingElse(id);
  const undone = await run(id, 'undo');
  expect(undone).toMatchObject({ state: 'undone', errorCode: null });
  const custody = await stage.test.db.prisma.custodyRow.findMany({ where: { caseId }, orderBy: { number: 'asc' } });
  const entries = custody.map((row) => JSON.parse(row.entry) as { what: string; details: Record<string, unknown> });
  expect(entries.map((entry) => entry.what).slice(-2)).toEqual(['action applied', 'action undone']);
  // The group stood at its minimum, so it launched a replacement, as the plan said: AWS counts one more when the
  // instance comes back. Everything else is as recorded, and the entry does not claim more than that.
  const { stateBefore, stateNow, isRestored } = entries.at(-1)!.details as Record<string, { scalingGroup?: object }>;
  expect(stateNow).toEqual({ ...stateBefore, scalingGroup: { ...stateBefore!.scalingGroup, desired: 3 } });
  expect(isRestored).toBe(false);
});

test('changed by others since the preview: refused, both states side by side, nothing done [F12.changed-by-others]', async () => {
  const id = await action();
  const other = await action();
  await run(other, 'apply', await approve(other));
  const refused = await run(id, 'apply', await approve(id));
  expect(refused).toMatchObject({ state: 'failed', errorCode: 'action.state_changed' });
  expect(Object.keys(refused.errorFacts as object).sort()).toEqual(['now', 'recorded']);
  expect(await stepsOf(id, 'apply')).toEqual([]);
  expect(await run(other, 'undo')).toMatchObject({ state: 'undone' });
});

test('a report is gathered and rendered by the parse role in all three forms', async () => {
  const { prisma } = stage.test.db;
  const [event] = await prisma.timelineRow.findMany({ where: { caseId }, take: 1 });
  await prisma.caseNote.create({
    data: {
      id: newId(),
      caseId,
      kind: 'note',
      text: 'The key was used here',
      eventIds: [event!.id],
      authorId: stage.lead.id,
    },
  });
  const report = await prisma.report.create({
    data: { id: newId(), caseId, version: 1, title: 'Report', model: {}, createdById: stage.lead.id },
  });
  await renderReportFiles(stage.parse, report.id);
  const files = await prisma.reportFile.findMany({ where: { reportId: report.id }, orderBy: { format: 'asc' } });
  expect(files.map((file) => file.format)).toEqual(['html', 'markdown', 'pdf']);
  for (const file of files) expect(sha256Hex(file.body)).toBe(file.sha256);
  const [html, markdown, pdf] = files.map((file) => Buffer.from(file.body).toString('latin1'));
  expect(html).toContain('The key was used here');
  expect(markdown).toContain(event!.id);
  expect(pdf!.startsWith('%PDF-')).toBe(true);
  await renderReportFiles(stage.parse, report.id);
  expect(await prisma.reportFile.count({ where: { reportId: report.id } })).toBe(3);
});
