import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkoutFolder } from '@virga/runtime';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sessionPolicyFor } from '../../catalog.ts';
import type { ChildOrder } from '../../conformance/collect-child.ts';
import { CollectRun } from '../../conformance/collect-run.ts';
import { RangeEstate } from '../../conformance/range-estate.ts';
import { ec2DiskCollector } from './collect.ts';
import type { OwnSnapshot } from './disk-state.ts';
import { type Ec2DiskParameters, ec2DiskManifest } from './manifest.ts';

const region = 'eu-west-1';
const folders: string[] = [];
let estate: RangeEstate;
let instanceId: string;
let reference: Map<string, string>;

beforeAll(async () => {
  estate = await RangeEstate.start();
  instanceId = await estate.instance('shop-web-2');
  const run = newRun('acq-reference');
  await run.all(ec2DiskCollector);
  reference = hashesOf(run);
});
afterEach(() => estate.clearFaults());
afterAll(async () => {
  expect(await estate.unknownCalls()).toEqual([]);
  await estate.stop();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

function newRun(acquisitionId: string, folder = newFolder(), of = instanceId): CollectRun<Ec2DiskParameters> {
  const parameters = { instanceId: of, region, volumeIds: [] };
  return new CollectRun({ folder, acquisitionId, parameters, session: ownSession() });
}

/** Under the session policy made of the manifest, as the worker opens it. */
function ownSession() {
  return estate.session('production', {
    sessionPolicy: (grant) => sessionPolicyFor(ec2DiskManifest.permissions, grant),
  });
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'virga-disk-'));
  folders.push(folder);
  return folder;
}

const snapshotsOf = (run: CollectRun<Ec2DiskParameters>) =>
  run.context.checkpoint.read<OwnSnapshot[]>('snapshots') ?? [];

/** Hash of each volume's image. */
function hashesOf(run: CollectRun<Ec2DiskParameters>): Map<string, string> {
  return new Map(
    snapshotsOf(run).map(({ volumeId }) => [volumeId, run.evidence.sealOf(volumeId)?.sha256 ?? 'not sealed']),
  );
}

async function snapshotStates(ids: string[]): Promise<number> {
  const answer = await estate
    .session()
    .ec2(region)
    .describeSnapshots({ Filters: [{ Name: 'snapshot-id', Values: ids }] });
  return answer.Snapshots?.length ?? 0;
}

async function upToTransfer(
  acquisitionId: string,
  folder?: string,
  of?: string,
): Promise<CollectRun<Ec2DiskParameters>> {
  const run = newRun(acquisitionId, folder, of);
  await run.step((context) => ec2DiskCollector.start(context));
  await run.step((context) => ec2DiskCollector.poll!(context));
  return run;
}

const transfer = (run: CollectRun<Ec2DiskParameters>) => run.step((context) => ec2DiskCollector.transfer(context));

test('all volumes at one moment, every block as the service vouches for it, sealed, and only then the snapshot goes [F1.snapshot-kept-until-sealed] [F1.helpers-removed]', async () => {
  const run = await upToTransfer('acq-happy');
  const ids = snapshotsOf(run).map((snapshot) => snapshot.snapshotId);
  expect([...run.held.keys()].sort()).toEqual([...ids].sort());
  await transfer(run);
  for (const { volumeId, sizeGib } of snapshotsOf(run)) {
    const seal = run.evidence.sealOf(volumeId)!;
    const image = await open(run.evidence.imagePath(volumeId));
    const listed = blockList(run, volumeId);
    expect(listed.length).toBe(seal.independentCount?.objects);
    expect((await image.stat()).size).toBe(sizeGib * 2 ** 30);
    for (const { index, sha256 } of listed) {
      const { buffer } = await image.read(Buffer.alloc(524_288), 0, 524_288, index * 524_288);
      expect(createHash('sha256').update(buffer).digest('base64')).toBe(sha256);
    }
    await image.close();
  }
  expect(await snapshotStates(ids)).toBe(ids.length);
  expect(await run.step((context) => ec2DiskCollector.cleanup!(context, true))).toMatchObject({ kind: 'finished' });
  expect(await snapshotStates(ids)).toBe(0);
  expect(run.held.size).toBe(0);
  expect(hashesOf(run)).toEqual(reference);
});

function blockList(run: CollectRun<Ec2DiskParameters>, volumeId: string): { index: number; sha256: string }[] {
  const folder = join(run.evidence.folder, volumeId);
  const parts = readdirSync(folder).filter((name) => name.endsWith('.attached'));
  const lines = parts.flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\n'));
  return lines.map((line) => JSON.parse(line) as { index: number; sha256: string });
}

test('killed with -9 in the middle of the blocks it goes on where it stood, to the identical hash', async () => {
  const folder = newFolder();
  const started = await upToTransfer('acq-kill', folder);
  const volume = snapshotsOf(started)[0]!.volumeId;
  // Half of the blocks come at once, the others only after the kill.
  await estate.fault({ kind: 'delay', service: 'ebs', operation: 'GetSnapshotBlock', rate: 0.5, delayMs: 20_000 });
  const parameters = { instanceId, region, volumeIds: [] };
  const order: ChildOrder = {
    sourceId: 'aws/ec2-disk',
    step: 'transfer',
    session: estate.settings(),
    folder,
    acquisitionId: 'acq-kill',
    parameters,
  };
  const program = fileURLToPath(new URL('../../conformance/collect-child.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(order)], {
    cwd: checkoutFolder(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('close', resolve));
  await estate.clearFaults();
  await estate.control('DELETE', '/calls');
  const resumed = newRun('acq-kill', folder);
  expect(resumed.context.checkpoint.read<string>(`blocks:${volume}`)).toBeDefined();
  await transfer(resumed);
  expect(hashesOf(resumed)).toEqual(reference);
  const read = (await estate.calls()).filter((call) => call.operation === 'GetSnapshotBlock').length;
  const listed = [...reference.keys()].reduce(
    (sum, id) => sum + (resumed.evidence.sealOf(id)?.independentCount?.objects ?? 0),
    0,
  );
  expect(read).toBeLessThan(listed);
  await resumed.step((context) => ec2DiskCollector.cleanup!(context, true));
});

test('a block that arrives damaged is read again; one that stays damaged fails with its index and the snapshot lives on [F1.held-in-cloud]', async () => {
  const run = await upToTransfer('acq-corrupt');
  const { snapshotId } = snapshotsOf(run)[0]!;
  const listed = await estate.session().ebs(region, 'collect-write').listSnapshotBlocks({ SnapshotId: snapshotId });
  const blockIndex = listed.Blocks![3]!.BlockIndex!;
  await estate.fault({ kind: 'corrupt-block', blockIndex });
  await expect(transfer(run)).rejects.toMatchObject({ code: 'evidence.block_corrupt', facts: { index: blockIndex } });
  await run.step((context) => ec2DiskCollector.cleanup!(context, false));
  expect(await snapshotStates([snapshotId])).toBe(1);
  expect(run.held.has(snapshotId)).toBe(true);
  await estate.clearFaults();
  await estate.fault({ kind: 'corrupt-block', blockIndex, times: 2 });
  await transfer(run);
  expect(hashesOf(run)).toEqual(reference);
  await run.step((context) => ec2DiskCollector.cleanup!(context, true));
  expect(await snapshotStates([snapshotId])).toBe(0);
});

test('throttling and cut connections only cost time', async () => {
  const run = await upToTransfer('acq-weather');
  await estate.fault({ kind: 'cut', service: 'ebs', operation: 'GetSnapshotBlock', afterBytes: 1000, times: 5 });
  await estate.fault({ kind: 'throttle', service: 'ebs', operation: 'GetSnapshotBlock', rate: 0.1, times: 2 });
  await transfer(run);
  expect(hashesOf(run)).toEqual(reference);
  await run.step((context) => ec2DiskCollector.cleanup!(context, true));
});

test('credentials that expire in the middle end the step as repeatable, and the next session goes on', async () => {
  const folder = newFolder();
  const run = await upToTransfer('acq-expired', folder);
  // Only credentials taken before the fault expire by it.
  await run.context.session.sts('collect-write').getCallerIdentity({});
  await new Promise((resolve) => setTimeout(resolve, 5));
  await estate.fault({ kind: 'expire-tokens' });
  await expect(transfer(run)).rejects.toMatchObject({ code: 'cloud.credentials_expired', retryable: true });
  await estate.clearFaults();
  const next = newRun('acq-expired', folder);
  await transfer(next);
  expect(hashesOf(next)).toEqual(reference);
  await next.step((context) => ec2DiskCollector.cleanup!(context, true));
});

test('a kill between asking for snapshots and noting them makes no second set', async () => {
  const folder = newFolder();
  const first = await upToTransfer('acq-twice', folder);
  await first.context.checkpoint.save({ snapshots: [] });
  const again = newRun('acq-twice', folder);
  await again.step((context) => ec2DiskCollector.start(context));
  expect(
    snapshotsOf(again)
      .map((snapshot) => snapshot.snapshotId)
      .sort(),
  ).toEqual([...first.held.keys()].sort());
  await ec2DiskCollector.cleanup!(again.context, false);
  const made = await estate
    .session()
    .ec2(region)
    .describeSnapshots({
      Filters: [{ Name: 'tag:v-job', Values: ['acq-twice'] }],
    });
  expect(made.Snapshots).toHaveLength(first.held.size);
});

test('a snapshot that somebody removes is noticed, raised, and the other volume is still sealed [F4.snapshot-deleted]', async () => {
  const run = await upToTransfer('acq-removed', undefined, await estate.instance('shop-web-1'));
  const [lost, other] = snapshotsOf(run);
  await estate.session().ec2(region, 'collect-write').deleteSnapshot({ SnapshotId: lost!.snapshotId });
  await transfer(run);
  expect(run.coverage).toMatchObject([{ word: 'deleted', detail: expect.stringContaining(lost!.snapshotId) }]);
  expect(run.logs.some((line) => line.level === 'error')).toBe(true);
  expect(run.evidence.sealOf(lost!.volumeId)).toBeNull();
  expect(run.evidence.sealOf(other!.volumeId)?.origin).toMatchObject({ complete: true });
});
