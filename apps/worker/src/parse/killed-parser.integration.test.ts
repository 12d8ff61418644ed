import type { ChildProcess } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { newId, sha256Hex } from '@virga/domain/ids';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StagedWorker } from '../testing/staged-worker.ts';

let stage: StagedWorker;
let caseId: string;

beforeAll(async () => {
  stage = await StagedWorker.start();
  caseId = (await stage.newCase()).id;
});
afterAll(() => stage.stop());

function records(count: number, from = 0): string {
  const record = (index: number) =>
    JSON.stringify({
      ...{ eventVersion: '1.08', eventID: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}` },
      ...{ eventTime: '2026-11-20T10:00:00Z', eventSource: 'ec2.amazonaws.com', eventName: 'DescribeInstances' },
      ...{ awsRegion: 'eu-west-1', sourceIPAddress: '198.51.100.7', recipientAccountId: '111122223333' },
      userIdentity: { type: 'IAMUser', arn: 'arn:aws:iam::111122223333:user/ana', accountId: '111122223333' },
    });
  return `{"Records":[${Array.from({ length: count }, (_, index) => record(from + index)).join(',')}]}`;
}

async function sealedUpload(name: string, text: string): Promise<string> {
  const bytes = Buffer.from(text);
  const folder = join(stage.home, 'uploads', caseId);
  mkdirSync(folder, { recursive: true });
  const batchId = crypto.randomUUID();
  const id = newId();
  writeFileSync(join(folder, id), bytes);
  const sha256 = sha256Hex(bytes);
  const facts = { sizeBytes: BigInt(bytes.length), sha256Browser: sha256, sha256Arrival: sha256, state: 'received' };
  const { prisma } = stage.test.db;
  await prisma.upload.create({ data: { id, caseId, userId: stage.lead.id, batchId, name, ...facts } });
  const expected = [{ name, sizeBytes: String(bytes.length) }];
  const row = await prisma.acquisition.create({
    data: {
      ...{ id: newId(), caseId, sourceId: 'upload', target: name, requestedById: stage.lead.id },
      parameters: { batchId, title: name, uploadIds: [id], expected },
    },
  });
  await stage.collectAll(row.id);
  return (await stage.items(caseId)).find((item) => item.acquisitionId === row.id)!.id;
}

const runOf = (evidenceId: string) => stage.test.db.prisma.parseRun.findFirstOrThrow({ where: { evidenceId } });

/** kill -9 as soon as the row says that this object is being read: what a file does that brings its parser down. */
async function killWhileReading(worker: ChildProcess, evidenceId: string): Promise<void> {
  const before = (await runOf(evidenceId)).fence;
  for (const end = Date.now() + 60_000; Date.now() < end; await pause(5)) {
    const run = await runOf(evidenceId);
    if (run.fence > before && run.state === 'running' && JSON.stringify(run.progress).includes('killer.json')) {
      const gone = new Promise((resolve) => worker.once('exit', resolve));
      worker.kill('SIGKILL');
      await gone;
      return;
    }
    if (['done', 'failed'].includes(run.state)) throw new Error(`too late: ${run.state}`);
  }
  throw new Error('the parser never read the file');
}

test('a file that brings its parser down three times fails by name and place; the others are parsed [S3.killed-three-times]', async () => {
  const killer = await sealedUpload('killer.json', records(60_000));
  for (let time = 1; time <= 3; time++) await killWhileReading(await stage.worker('parse'), killer);
  const good = await sealedUpload('good.json', records(20, 100_000));
  const worker = await stage.worker('parse');
  const { prisma } = stage.test.db;
  const item = (id: string) => prisma.evidenceItem.findUniqueOrThrow({ where: { id } });
  for (const end = Date.now() + 90_000; Date.now() < end; await pause(200))
    if ((await item(good)).state === 'done' && (await item(killer)).state === 'failed') break;
  worker.kill('SIGTERM');
  const failed = await item(killer);
  expect(failed).toMatchObject({ state: 'failed', errorCode: 'evidence.unreadable', ledgerColour: 'red' });
  expect(failed.errorMessage).toMatch(/ended its process 3 times, last at killer\.json, after byte \d+\./);
  expect(failed.sealedAt).not.toBeNull();
  expect(await item(good)).toMatchObject({ state: 'done', eventCount: 20n });
}, 240_000);
