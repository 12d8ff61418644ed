import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StagedWorker } from './testing/staged-worker.ts';

const kills = 25;
let stage: StagedWorker;
let reference: string;

beforeAll(async () => {
  stage = await StagedWorker.start();
  const caseId = (await stage.newCase()).id;
  await stage.collectAll(await stage.ask(caseId, 'aws/ec2-disk', disk()));
  reference = (await stage.items(caseId))[0]!.sha256!;
});
afterAll(() => stage.stop());

function disk() {
  const { id: instanceId, region, dataVolume } = stage.truth.compromisedInstance;
  return { instanceId, region, volumeIds: [dataVolume] };
}

/** Mulberry32: the moments of a run can be had again from its seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

test(`${kills} kills at random moments of the collect worker: nothing lost, nothing doubled, the same hash`, async () => {
  const seed = Number(process.env.VIRGA_SEED ?? Date.now() % 2 ** 31);
  process.stderr.write(`kills: VIRGA_SEED=${seed}\n`);
  const random = randomFrom(seed);
  await stage.control('POST', '/faults', {
    kind: 'delay',
    service: 'ebs',
    operation: 'GetSnapshotBlock',
    rate: 0.3,
    delayMs: 700,
  });
  const caseId = (await stage.newCase()).id;
  const day = 86_400_000;
  const to = new Date();
  const window = {
    mode: 'trail',
    from: new Date(to.getTime() - 2 * day).toISOString(),
    to: to.toISOString(),
    trail: 'org-trail',
  };
  const asked = [await stage.ask(caseId, 'aws/ec2-disk', disk()), await stage.ask(caseId, 'aws/cloudtrail', window)];
  for (let kill = 0; kill < kills; kill++) {
    const worker = await stage.worker('collect');
    await pause(200 + random() * 2500);
    worker.kill('SIGKILL');
  }
  await stage.control('DELETE', '/faults');
  const last = await stage.worker('collect');
  const settled = async () => (await Promise.all(asked.map((id) => stage.row(id)))).map((row) => row.state);
  for (const end = Date.now() + 240_000; Date.now() < end; await pause(500))
    if ((await settled()).every((state) => ['parsing', 'done', 'failed'].includes(state))) break;
  last.kill('SIGTERM');
  expect(await settled()).not.toContain('failed');
  await stage.parseAll(caseId);
  expect(await settled()).toEqual(['done', 'done']);
  const items = await stage.items(caseId);
  expect(items.find((item) => item.kind === 'image')!.sha256).toBe(reference);
  for (const item of items) expect([item.title, item.ledgerColour === 'red']).toEqual([item.title, false]);
  const custody = await stage.test.db.prisma.custodyRow.findMany({ where: { caseId } });
  const sealed = custody
    .map((row) => JSON.parse(row.entry) as { what: string; evidenceId: string })
    .filter((entry) => entry.what === 'evidence sealed');
  expect(sealed.map((entry) => entry.evidenceId).sort()).toEqual(items.map((item) => item.id).sort());
}, 900_000);
