import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedRange, serveForTests } from '../../scenarios/leaked-key/serve-for-tests.ts';

let served: ServedRange;
let s3: S3Client;
let Bucket: string;

beforeAll(async () => {
  served = await serveForTests();
  const { accessKeyId, secretAccessKey } = served.range.summary.platform;
  s3 = new S3Client({
    region: 'eu-central-1',
    forcePathStyle: true,
    endpoint: served.url,
    credentials: { accessKeyId, secretAccessKey },
  });
  Bucket = served.truth.buckets.evidence!;
});

afterAll(() => served.close());

async function read(Key: string, VersionId?: string): Promise<string> {
  const reply = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
  return reply.Body!.transformToString();
}

describe('writing to the responder store', () => {
  it('keeps every version, its metadata, and deletes by a marker', async () => {
    const first = await s3.send(
      new PutObjectCommand({ Bucket, Key: 'a/b c.txt', Body: 'one', Metadata: { case: '7' } }),
    );
    await s3.send(new PutObjectCommand({ Bucket, Key: 'a/b c.txt', Body: 'two' }));
    expect(await read('a/b c.txt')).toBe('two');
    expect(await read('a/b c.txt', first.VersionId)).toBe('one');
    const old = await s3.send(new GetObjectCommand({ Bucket, Key: 'a/b c.txt', VersionId: first.VersionId }));
    expect(old.Metadata).toEqual({ case: '7' });
    const gone = await s3.send(new DeleteObjectCommand({ Bucket, Key: 'a/b c.txt' }));
    expect(gone.DeleteMarker).toBe(true);
    await expect(read('a/b c.txt')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await read('a/b c.txt', first.VersionId)).toBe('one');
  });

  it('joins the parts of an upload in their order', async () => {
    const Key = 'large.bin';
    const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const texts = ['x'.repeat(70_000), 'tail'];
    const Parts = [];
    for (const [i, Body] of texts.entries()) {
      const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber: i + 1, Body }));
      Parts.push({ PartNumber: i + 1, ETag });
    }
    const done = await s3.send(
      new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }),
    );
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
    expect(await read(Key)).toBe(texts.join(''));
  });

  it('refuses to write where the story stands', async () => {
    const production = new S3Client({
      region: 'eu-west-1',
      forcePathStyle: true,
      ...served.clientOf(served.truth.accounts.production!),
    });
    const put = new PutObjectCommand({ Bucket: served.truth.buckets.exports, Key: 'x', Body: 'x' });
    await expect(production.send(put)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});
