import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startRange, type TestRange } from '@virga/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EvidenceStore } from '../evidence-store.ts';
import { openEvidenceStore } from '../open-evidence-store.ts';

let range: TestRange;
let client: S3Client;
let bucket: string;
let stagingFolder: string;
let store: EvidenceStore;
let openStore: () => Promise<EvidenceStore>;

beforeAll(async () => {
  range = await startRange();
  const { url, platform } = range.ready as {
    url: string;
    platform: { accessKeyId: string; secretAccessKey: string };
  };
  const credentials = { accessKeyId: platform.accessKeyId, secretAccessKey: platform.secretAccessKey };
  const region = 'eu-central-1';
  client = new S3Client({ region, endpoint: url, forcePathStyle: true, credentials });
  bucket = await evidenceBucket();
  stagingFolder = await mkdtemp(join(tmpdir(), 'virga-s3-'));
  openStore = () =>
    openEvidenceStore(`s3://${bucket}/virga/evidence`, {
      s3: { region, endpoint: url, credentials, stagingFolder },
    });
  store = await openStore();
});
afterAll(async () => {
  await range.stop();
  await rm(stagingFolder, { recursive: true, force: true });
});

/** The one bucket that the staged estate lets us write to, by the name its account gave it. */
async function evidenceBucket(): Promise<string> {
  const { controlUrl, controlToken } = range.ready as { controlUrl: string; controlToken: string };
  const answer = await fetch(`${controlUrl}/estate`, { headers: { authorization: `Bearer ${controlToken}` } });
  return /[a-z0-9-]+-responder-store-[a-z0-9]+/.exec(await answer.text())![0];
}

it('seals packs in S3, reads them back from there and forgets the local copy', async () => {
  const ref = { caseId: 'case-1', evidenceId: 'logs' };
  const writer = await store.createItem({ ...ref, mode: 'pack' });
  await writer.addObject({ key: '../a.json.gz' }, gzipSync('{"Records":[{"eventName":"StopLogging"}]}'));
  const sealed = await writer.seal({ source: 'aws/cloudtrail' });
  expect(await store.readBack(ref)).toMatchObject({
    ok: true,
    manifestSha256: sealed.manifestSha256,
    sha256: sealed.manifest.sha256,
    problems: [],
  });
  expect(await readdir(join(stagingFolder, 'case-1'))).toEqual([]);
  const location = { evidenceId: 'logs', object: '../a.json.gz', offset: 12, length: 27 };
  expect(Buffer.from((await store.readRecord('case-1', location)).bytes).toString()).toBe(
    '{"eventName":"StopLogging"}',
  );
  const again = await store.resumeItem({ ...ref, mode: 'pack' }, null);
  expect(await again.seal({})).toEqual({ ...sealed, alreadySealed: true });
});

it('sends an image in parts, gives tools a local copy, and sees what was changed in the bucket', async () => {
  const ref = { caseId: 'case-1', evidenceId: 'disk' };
  const sizeBytes = 20 * 1024 * 1024 + 512;
  const block = randomBytes(1024 * 1024);
  const writer = await store.createItem({ ...ref, mode: 'image', sizeBytes });
  await writer.writeAt(17 * 1024 * 1024, block);
  await writer.seal({});
  expect((await store.readBack(ref)).ok).toBe(true);
  const copy = await readFile(await store.localPath(ref, 'image.raw'));
  expect(copy.length).toBe(sizeBytes);
  expect(copy.subarray(17 * 1024 * 1024, 18 * 1024 * 1024).equals(block)).toBe(true);

  const Key = 'virga/evidence/case-1/disk/image.raw';
  copy[17 * 1024 * 1024]! ^= 1;
  await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: copy }));
  const { problems } = await store.verifyItem(ref);
  expect(problems.map(({ file, offset }) => ({ file, offset }))).toEqual([
    { file: 'image.raw', offset: 16 * 1024 * 1024 },
  ]);
  // A store of its own: the first one still holds the chunk that it verified before.
  const other = await openStore();
  await expect(other.readImageRange('case-1', 'disk', 17 * 1024 * 1024, 1)).rejects.toMatchObject({
    code: 'evidence.hash_mismatch',
  });
});

it('keeps stamps of heads beside the evidence, each once', async () => {
  const hash = 'ab'.repeat(32);
  const facts = { authority: 'CN=Outside clock', at: '2026-11-22T10:00:00.000Z', policy: '1.2.3.4.1', serial: '07' };
  const anchor = {
    caseId: 'case-1',
    number: 3,
    entryHash: hash,
    headHash: hash,
    ...facts,
    root: 'PEM',
    response: 'MAA=',
  };
  await store.appendAnchor(anchor);
  await store.appendAnchor(anchor);
  expect(await store.readAnchors('case-1')).toEqual([anchor]);
  expect(await store.readAnchors('case-2')).toEqual([]);
});
