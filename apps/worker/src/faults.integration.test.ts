import { retryAcquisition, scopeOfRow } from '@virga/database';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { StagedWorker } from './testing/staged-worker.ts';

let stage: StagedWorker;

beforeAll(async () => {
  stage = await StagedWorker.start();
});
afterEach(() => stage.control('DELETE', '/faults'));
afterAll(() => stage.stop());

const fault = (fields: object) => stage.control('POST', '/faults', fields);
const block = { service: 'ebs', operation: 'GetSnapshotBlock' };

function disk() {
  const { id: instanceId, region, dataVolume } = stage.truth.compromisedInstance;
  return { instanceId, region, volumeIds: [dataVolume] };
}

async function logOf(acquisitionId: string): Promise<string> {
  const lines = await stage.test.db.prisma.acquisitionLog.findMany({
    where: { acquisitionId },
    orderBy: { id: 'asc' },
  });
  return lines.map((line) => `${line.level}: ${line.message}`).join('\n');
}

test('a block that stays corrupt fails the acquisition by its index and keeps the snapshot; the retry seals what calm weather seals', async () => {
  const caseId = (await stage.newCase()).id;
  await fault({ kind: 'corrupt-block', ...block, blockIndex: 0 });
  const id = await stage.ask(caseId, 'aws/ec2-disk', disk());
  const failed = await stage.collectAll(id);
  expect(failed).toMatchObject({ state: 'failed', errorCode: 'evidence.block_corrupt' });
  expect(failed.errorMessage).toMatch(/^Block 0 of snap-\w+ failed 3 times/);
  const snapshots = await stage.snapshotsOf(id);
  expect(snapshots).toHaveLength(1);
  expect(failed.held).toMatchObject([{ kind: 'ebs-snapshot', id: snapshots[0] }]);
  const [item] = await stage.items(caseId);
  expect(item).toMatchObject({ state: 'failed', sealedAt: null, errorCode: 'evidence.block_corrupt' });

  await stage.control('DELETE', '/faults');
  const scope = await scopeOfRow(stage.test.db, 'evidence', item!.id);
  await retryAcquisition(stage.test.db, scope, id);
  expect(await stage.collectAll(id)).toMatchObject({ state: 'parsing', errorCode: null, held: [] });
  expect(await stage.snapshotsOf(id)).toEqual([]);
  const [sealed] = await stage.items(caseId);
  expect(sealed).toMatchObject({ id: item!.id, state: 'sealed', errorCode: null, errorMessage: null });

  const other = (await stage.newCase()).id;
  await fault({ kind: 'corrupt-block', ...block, blockIndex: 0, times: 1 });
  await fault({ kind: 'throttle', ...block, times: 3 });
  await fault({ kind: 'cut', ...block, rate: 0.1, afterBytes: 1000, times: 2 });
  await fault({ kind: 'error', service: 'ec2', code: 'RequestExpired', httpStatus: 400, times: 1 });
  const stormy = await stage.ask(other, 'aws/ec2-disk', disk());
  expect(await stage.collectAll(stormy)).toMatchObject({ state: 'parsing', errorCode: null });
  expect((await stage.items(other))[0]!.sha256).toBe(sealed!.sha256);
  expect(await logOf(stormy)).toContain('read again');
}, 240_000);

test('access denied in one region is its own word, and the others go on [F10.words]', async () => {
  const caseId = (await stage.newCase()).id;
  await fault({ kind: 'deny', service: 'cloudtrail', operation: 'DescribeTrails', region: 'us-west-2' });
  await fault({ kind: 'throttle', service: 's3', rate: 0.02, times: 3 });
  const to = new Date();
  const from = new Date(to.getTime() - 86_400_000);
  const window = { mode: 'trail', from: from.toISOString(), to: to.toISOString(), trail: 'org-trail' };
  const id = await stage.ask(caseId, 'aws/cloudtrail', window);
  expect(await stage.collectAll(id)).toMatchObject({ state: 'parsing', errorCode: null });
  const words = await stage.test.db.prisma.coverageEntry.findMany({ where: { caseId } });
  const said = words.map(({ region, word }) => `${region} ${word}`);
  expect(said).toContain('us-west-2 denied');
  expect(said).toContain('eu-west-1 collected');
  expect(words.find((entry) => entry.word === 'denied')?.detail).toContain('cloudtrail:DescribeTrails');
}, 120_000);

test('what is denied altogether fails with the permission by name and without another try', async () => {
  const caseId = (await stage.newCase()).id;
  await fault({ kind: 'deny', service: 'ec2', operation: 'CreateSnapshots' });
  const row = await stage.collectAll(await stage.ask(caseId, 'aws/ec2-disk', disk()));
  expect(row).toMatchObject({ state: 'failed', errorCode: 'cloud.access_denied', attempt: 0, held: [] });
  expect(row.errorMessage).toContain('ec2:CreateSnapshots');
});

test('cancelled before it began: nothing is done, and it says so', async () => {
  const caseId = (await stage.newCase()).id;
  const id = await stage.ask(caseId, 'aws/ec2-disk', disk());
  await stage.test.db.prisma.acquisition.update({ where: { id }, data: { cancelRequestedAt: new Date() } });
  expect(await stage.collectAll(id)).toMatchObject({ state: 'cancelled', held: [] });
  expect(await stage.snapshotsOf(id)).toEqual([]);
});
