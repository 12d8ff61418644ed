import { setTimeout as pause } from 'node:timers/promises';
import type { AwsSession } from '@virga/cloud/aws';
import { askHeldRemoval, finishHeldRemoval, retryAcquisition, scopeOfRow } from '@virga/database';
import type { CustodyEntry } from '@virga/domain';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { runAcquisition } from './collect/run-acquisition.ts';
import { removeHeld } from './custody/remove-held.ts';
import type { CollectParts } from './parts.ts';
import { accountAttacker } from './testing/account-attacker.ts';
import { StagedWorker } from './testing/staged-worker.ts';

let stage: StagedWorker;
let attacker: AwsSession;
let reference: string;

beforeAll(async () => {
  stage = await StagedWorker.start();
  attacker = await accountAttacker(stage);
});
afterEach(() => stage.control('DELETE', '/faults'));
afterAll(async () => {
  attacker.close();
  await stage.stop();
});

/** The smaller of the two disks. */
function disk() {
  const { id: instanceId, region, dataVolume } = stage.truth.compromisedInstance;
  return { instanceId, region, volumeIds: [dataVolume] };
}

const deny = (service: string, operation: string) =>
  stage.control('POST', '/faults', { kind: 'deny', service, operation });

async function retry(id: string, parts: CollectParts = stage.collect) {
  await retryAcquisition(stage.test.db, await scopeOf(id), id);
  for (let visit = 0; visit < 200; visit += 1) {
    await runAcquisition(parts, id);
    const row = await stage.row(id);
    if (!['queued', 'running', 'waiting'].includes(row.state)) return row;
    await pause(100);
  }
  throw new Error('the acquisition does not end');
}

async function scopeOf(acquisitionId: string) {
  const { caseId } = await stage.row(acquisitionId);
  return scopeOfRow(stage.test.db, 'case', caseId);
}

async function entries(caseId: string): Promise<CustodyEntry[]> {
  const rows = await stage.test.db.prisma.custodyRow.findMany({ where: { caseId }, orderBy: { number: 'asc' } });
  return rows.map((row) => JSON.parse(row.entry) as CustodyEntry);
}

const volumesLeft = async () => {
  const { region, volumeIds } = disk();
  const { Volumes } = await attacker
    .ec2(region)
    .describeVolumes({ Filters: [{ Name: 'volume-id', Values: volumeIds }] });
  return Volumes?.length ?? 0;
};

async function logOf(acquisitionId: string): Promise<string> {
  const lines = await stage.test.db.prisma.acquisitionLog.findMany({
    where: { acquisitionId },
    orderBy: { id: 'asc' },
  });
  return lines.map((line) => `${line.level}: ${line.message}`).join('\n');
}

/** Nothing there tells an attacker which case this is, or that anybody is looking. */
async function expectOpaque(acquisitionId: string, caseId: string): Promise<void> {
  const { region } = disk();
  const SnapshotIds = await stage.snapshotsOf(acquisitionId);
  const { Snapshots } = await attacker.ec2(region).describeSnapshots({ SnapshotIds });
  expect(Snapshots![0]!.Tags).toEqual([{ Key: 'v-job', Value: acquisitionId }]);
  expect(Snapshots![0]!.Description ?? '').not.toMatch(/virga|case/i);
  const calls = JSON.stringify(await stage.control('GET', '/calls'));
  expect(calls.length).toBeGreaterThan(500);
  expect(calls).not.toMatch(/zanzibar|forensic|quarantine/i);
  expect(calls).not.toContain(caseId);
}

test('[F4.role-broken] [F4.opaque-names] a role whose trust is broken is noticed at the next visit and raised; mended, the same snapshot is sealed', async () => {
  const caseId = (await stage.newCase()).id;
  const title = 'Zanzibar affair, quarantine, forensic IR';
  await stage.test.db.prisma.case.update({ where: { id: caseId }, data: { title } });
  await stage.control('DELETE', '/calls');
  const id = await stage.ask(caseId, 'aws/ec2-disk', disk());
  await runAcquisition(stage.collect, id);
  await expectOpaque(id, caseId);
  expect(await stage.row(id)).toMatchObject({ state: 'waiting', held: [{ kind: 'ebs-snapshot' }] });
  const account = stage.account('production');
  const arns = account.roleArns as Record<string, string>;
  const names = ['collect-read', 'collect-write'].map((grant) => arns[grant]!.split('/').at(-1)!);
  const iam = attacker.iam('collect-read');
  const before = new Map<string, string>();
  for (const RoleName of names) {
    const { Role } = await iam.getRole({ RoleName });
    before.set(RoleName, decodeURIComponent(Role!.AssumeRolePolicyDocument!));
    const nobody = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }] };
    await iam.updateAssumeRolePolicy({ RoleName, PolicyDocument: JSON.stringify(nobody) });
  }
  await pause(1100);
  const broken = await stage.collectAll(id);
  expect(broken).toMatchObject({
    state: 'failed',
    errorCode: expect.stringMatching(/^cloud\./),
    held: [{ kind: 'ebs-snapshot' }],
  });
  expect(await logOf(id)).toContain('error:');
  for (const [RoleName, PolicyDocument] of before) await iam.updateAssumeRolePolicy({ RoleName, PolicyDocument });
  const [snapshot] = await stage.snapshotsOf(id);
  expect(snapshot).toBeDefined();
  expect(await retry(id)).toMatchObject({ state: 'parsing', errorCode: null, held: [] });
  reference = (await stage.items(caseId))[0]!.sha256!;
}, 180_000);

test('[F1.each-step-fails-once] [F1.snapshot-kept-until-sealed] each step fails once, the source is terminated, the snapshot lives, the retry seals the identical hash', async () => {
  const caseId = (await stage.newCase()).id;
  await deny('ec2', 'CreateSnapshots');
  const id = await stage.ask(caseId, 'aws/ec2-disk', disk());
  expect(await stage.collectAll(id)).toMatchObject({ state: 'failed', phase: 'start', held: [] });
  await stage.control('DELETE', '/faults');

  // poll: asked again, and the state of the snapshot may not be read.
  await retryAcquisition(stage.test.db, await scopeOf(id), id);
  // It looks for snapshots of the call that failed before it asks for new ones.
  for (let visit = 0; visit < 100 && (await stage.row(id)).phase === 'start'; visit += 1) {
    await runAcquisition(stage.collect, id);
    await pause(100);
  }
  expect(await stage.row(id)).toMatchObject({ state: 'waiting', phase: 'poll' });
  const [snapshot] = await stage.snapshotsOf(id);
  await deny('ec2', 'DescribeSnapshots');
  await pause(1100);
  expect(await stage.collectAll(id)).toMatchObject({ state: 'failed', phase: 'poll' });
  await stage.control('DELETE', '/faults');

  // From here on the snapshot is the only copy.
  const { region, instanceId, volumeIds } = disk();
  const { Volumes } = await attacker.ec2(region).describeVolumes({ VolumeIds: volumeIds });
  const DeviceName = Volumes![0]!.Attachments![0]!.Device!;
  await attacker.ec2(region).modifyInstanceAttribute({
    InstanceId: instanceId,
    BlockDeviceMappings: [{ DeviceName, Ebs: { DeleteOnTermination: true } }],
  });
  await attacker.ec2(region).terminateInstances({ InstanceIds: [instanceId] });
  for (let wait = 0; wait < 100 && (await volumesLeft()) > 0; wait += 1) await pause(200);
  expect(await volumesLeft()).toBe(0);

  for (const [service, operation] of [
    ['ebs', 'ListSnapshotBlocks'],
    ['ebs', 'GetSnapshotBlock'],
  ] as const) {
    await deny(service, operation);
    const failed = await retry(id);
    expect(failed).toMatchObject({ state: 'failed', phase: 'transfer', held: [{ id: snapshot }] });
    expect((failed.held as { dailyCostUsd: number }[])[0]!.dailyCostUsd).toBeGreaterThan(0);
    expect(await stage.snapshotsOf(id)).toEqual([snapshot]);
    await stage.control('DELETE', '/faults');
  }

  // seal: what is read back is not what was written.
  const problem = {
    kind: 'altered' as const,
    file: 'image.raw',
    offset: 0,
    length: 1,
    sentence: 'not what was written',
  };
  const forgetful = {
    ...stage.collect.store,
    readBack: async () => ({ ok: false, sha256: null, problems: [problem] }),
  };
  const failed = await retry(id, Object.assign(Object.create(stage.collect), { store: forgetful }) as CollectParts);
  expect(failed).toMatchObject({ state: 'failed', errorCode: 'evidence.hash_mismatch', held: [{ id: snapshot }] });
  expect(await stage.snapshotsOf(id)).toEqual([snapshot]);

  // cleanup: sealed, and the snapshot may not be deleted: it stays, named.
  await deny('ec2', 'DeleteSnapshot');
  expect(await retry(id)).toMatchObject({ state: 'parsing', held: [{ id: snapshot }] });
  expect(await stage.snapshotsOf(id)).toEqual([snapshot]);
  expect((await stage.items(caseId))[0]).toMatchObject({ sha256: reference, verifyState: 'intact' });
}, 240_000);

test('[F1.lead-removes-held] [F1.held-in-cloud] the only copy goes by a lead who says so, never silently, and the chain tells it once [S1.membership-again]', async () => {
  const rows = await stage.test.db.prisma.acquisition.findMany({ where: { sourceId: 'aws/ec2-disk' } });
  const row = rows.find((one) => (one.held as object[]).length > 0)!;
  const [{ id: resourceId }] = row.held as [{ id: string }];
  const scope = await scopeOf(row.id);
  const order = async (onlyCopy: boolean) => {
    const fields = {
      acquisitionId: row.id,
      resourceId,
      reason: 'costs too much',
      onlyCopy,
      requestedById: stage.lead.id,
    };
    const { id } = await askHeldRemoval(stage.test.db, scope, fields);
    await removeHeld(stage.collect, id);
    const ended = await stage.test.db.prisma.heldRemoval.findUniqueOrThrow({ where: { id } });
    // A twin of the job, after a stall: late, or at the very end of its own work.
    await removeHeld(stage.collect, id);
    const twin = stage.test.db.prisma.$transaction((tx) => finishHeldRemoval(tx, scope, ended, null));
    expect(await twin).toBe(false);
    return ended;
  };
  expect(await order(false)).toMatchObject({
    state: 'failed',
    errorMessage: expect.stringContaining('is the only copy of it'),
  });
  expect(await stage.snapshotsOf(row.id)).toEqual([resourceId]);
  expect((await stage.row(row.id)).held).toMatchObject([
    { id: resourceId, refusal: expect.stringContaining('only copy') },
  ]);
  const lead = { where: { id: stage.lead.id } };
  await stage.test.db.prisma.user.update({ ...lead, data: { role: 'analyst' } });
  expect(await order(true)).toMatchObject({ state: 'failed', errorMessage: expect.stringContaining('any more') });
  await stage.test.db.prisma.user.update({ ...lead, data: { role: 'lead' } });
  await stage.test.db.prisma.acquisition.update({ where: { id: row.id }, data: { state: 'waiting' } });
  expect(await order(true)).toMatchObject({ state: 'failed', errorMessage: expect.stringContaining('works with it') });
  await stage.test.db.prisma.acquisition.update({ where: { id: row.id }, data: { state: row.state } });
  expect(await stage.snapshotsOf(row.id)).toEqual([resourceId]);
  expect(await order(true)).toMatchObject({ state: 'done', errorMessage: null });
  expect(await stage.snapshotsOf(row.id)).toEqual([]);
  expect((await stage.row(row.id)).held).toEqual([]);
  const all = await entries(row.caseId);
  expect(all.filter(({ what }) => what === 'source snapshot removed unsealed')).toHaveLength(1);
  const last = all.at(-1)!;
  expect(last).toMatchObject({
    what: 'source snapshot removed unsealed',
    actor: { userId: stage.lead.id },
    details: { id: resourceId, reason: 'costs too much', sourceIsGone: true },
  });
  expect(await logOf(row.id)).toContain('it was the only copy');
});

test('[F2.entry-fields] every field of a seal entry is filled by the collector', async () => {
  const sealed = await stage.test.db.prisma.custodyRow.findMany({ orderBy: { at: 'asc' } });
  const all = sealed
    .map((row) => JSON.parse(row.entry) as CustodyEntry)
    .filter(({ what }) => what === 'evidence sealed');
  expect(all.length).toBeGreaterThan(3);
  for (const entry of all) {
    expect(entry.actor).toMatchObject({ userId: stage.lead.id, name: 'collect worker' });
    expect(entry.actor.cloudIdentity).toMatch(/^arn:aws:sts::\d{12}:assumed-role\//);
    expect(entry.when.ours).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    // The Date header itself, in whole seconds, and the measured difference.
    expect(entry.when.provider).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    expect(Math.abs(entry.when.offsetMs!)).toBeLessThan(2000);
    expect(entry.requestIds.length).toBeGreaterThan(0);
    expect(entry.tool).toMatch(/^virga \d/);
    expect(entry.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(['first byte received', 'after conversion', 'provider']).toContain(entry.hashedAt);
    expect(entry.details).toMatchObject({ source: 'aws/ec2-disk', readBack: 'same hash' });
  }
});
