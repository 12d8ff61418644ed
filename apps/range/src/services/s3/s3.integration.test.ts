import { createHash } from 'node:crypto';
import {
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedRange, serveForTests } from '../../scenarios/leaked-key/serve-for-tests.ts';

let served: ServedRange;
let production: S3Client;
let logs: S3Client;

beforeAll(async () => {
  served = await serveForTests();
  const client = (account: string): S3Client =>
    new S3Client({ region: 'eu-west-1', forcePathStyle: true, ...served.clientOf(account) });
  production = client(served.truth.accounts.production!);
  logs = client(served.truth.accounts.logArchive!);
});

afterAll(() => served.close());

async function body(client: S3Client, input: ConstructorParameters<typeof GetObjectCommand>[0]): Promise<Buffer> {
  const reply = await client.send(new GetObjectCommand(input));
  return Buffer.from(await reply.Body!.transformToByteArray());
}

describe('S3 of the range', () => {
  it('lists the buckets of the caller with their regions', async () => {
    const { Buckets } = await production.send(new ListBucketsCommand({}));
    expect(Buckets?.map((bucket) => bucket.Name)).toEqual([
      served.truth.buckets.artifacts,
      served.truth.buckets.documents,
      served.truth.buckets.exports,
    ]);
    const { LocationConstraint } = await production.send(
      new GetBucketLocationCommand({ Bucket: served.truth.buckets.exports }),
    );
    expect(LocationConstraint).toBe('eu-west-1');
  });

  it('pages through a listing without losing or repeating a key', async () => {
    const keys: string[] = [];
    const pages = paginateListObjectsV2(
      { client: logs, pageSize: 97 },
      {
        Bucket: served.truth.buckets.logs,
        Prefix: `AWSLogs/${served.truth.organisationId}/${served.truth.accounts.production}/`,
      },
    );
    for await (const page of pages) keys.push(...(page.Contents ?? []).map((object) => object.Key!));
    expect(keys.length).toBeGreaterThan(1000);
    expect(new Set(keys).size).toBe(keys.length);
    expect([...keys].sort()).toEqual(keys);
  });

  it('folds keys at the delimiter, page by page', async () => {
    const Bucket = served.truth.buckets.logs;
    const whole = await logs.send(
      new ListObjectsV2Command({ Bucket, Prefix: `AWSLogs/${served.truth.organisationId}/`, Delimiter: '/' }),
    );
    expect(whole.CommonPrefixes).toHaveLength(4);
    const paged: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await logs.send(
        new ListObjectsV2Command({
          Bucket,
          Prefix: `AWSLogs/${served.truth.organisationId}/`,
          Delimiter: '/',
          MaxKeys: 1,
          ContinuationToken,
        }),
      );
      paged.push(...(page.CommonPrefixes ?? []).map((prefix) => prefix.Prefix!));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
    expect(paged).toEqual(whole.CommonPrefixes!.map((prefix) => prefix.Prefix));
  });

  it('reads whole objects, ranges and old versions, with their ETag', async () => {
    const Bucket = served.truth.buckets.exports!;
    const { Versions } = await production.send(new ListObjectVersionsCommand({ Bucket, MaxKeys: 1000 }));
    const old = Versions!.find((version) => !version.IsLatest)!;
    const bytes = await body(production, { Bucket, Key: old.Key, VersionId: old.VersionId });
    expect(bytes.length).toBe(old.Size);
    expect(`"${createHash('md5').update(bytes).digest('hex')}"`).toBe(old.ETag);
    const part = await production.send(
      new GetObjectCommand({ Bucket, Key: old.Key, VersionId: old.VersionId, Range: 'bytes=10-29' }),
    );
    expect(part.ContentRange).toBe(`bytes 10-29/${bytes.length}`);
    expect(Buffer.from(await part.Body!.transformToByteArray())).toEqual(bytes.subarray(10, 30));
  });

  it('shows delete markers, hides what they hide, and keeps the versions below', async () => {
    const Bucket = served.truth.buckets.exports!;
    const { DeleteMarkers, Versions } = await production.send(new ListObjectVersionsCommand({ Bucket }));
    expect(DeleteMarkers?.filter((marker) => marker.IsLatest)).toHaveLength(12);
    const Key = DeleteMarkers![0]!.Key!;
    await expect(production.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NoSuchKey' });
    const { Contents } = await production.send(new ListObjectsV2Command({ Bucket }));
    expect(Contents?.map((object) => object.Key)).not.toContain(Key);
    const survivor = Versions!.find((version) => version.Key === Key)!;
    const bytes = await body(production, { Bucket, Key, VersionId: survivor.VersionId });
    expect(bytes.length).toBe(survivor.Size);
  });

  it('pages through versions, also between two versions of one key', async () => {
    const Bucket = served.truth.buckets.exports!;
    const all = await production.send(new ListObjectVersionsCommand({ Bucket }));
    const count = all.Versions!.length + all.DeleteMarkers!.length;
    let found = 0;
    let KeyMarker: string | undefined;
    let VersionIdMarker: string | undefined;
    do {
      const page = await production.send(
        new ListObjectVersionsCommand({ Bucket, MaxKeys: 7, KeyMarker, VersionIdMarker }),
      );
      found += (page.Versions?.length ?? 0) + (page.DeleteMarkers?.length ?? 0);
      KeyMarker = page.NextKeyMarker;
      VersionIdMarker = page.NextVersionIdMarker;
    } while (KeyMarker);
    expect(found).toBe(count);
  });

  it('gives settings, and the named error where there is none', async () => {
    const Bucket = served.truth.buckets.exports!;
    expect((await production.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    expect((await production.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual([
      { Key: 'classification', Value: 'confidential' },
    ]);
    const block = await production.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(block.PublicAccessBlockConfiguration?.BlockPublicPolicy).toBe(true);
    await expect(production.send(new GetBucketPolicyCommand({ Bucket }))).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
    });
    const { Policy } = await logs.send(new GetBucketPolicyCommand({ Bucket: served.truth.buckets.logs }));
    expect(JSON.parse(Policy!)).toHaveProperty('Statement');
  });

  it('carries digest metadata and answers HEAD without a body', async () => {
    const Prefix = `AWSLogs/${served.truth.organisationId}/${served.truth.accounts.management}/CloudTrail-Digest/eu-west-1/`;
    const Bucket = served.truth.buckets.logs!;
    const { Contents } = await logs.send(new ListObjectsV2Command({ Bucket, Prefix, MaxKeys: 1 }));
    const head = await logs.send(new HeadObjectCommand({ Bucket, Key: Contents![0]!.Key }));
    expect(head.Metadata).toMatchObject({ 'signature-algorithm': 'SHA256withRSA' });
    expect(head.Metadata?.signature).toMatch(/^[0-9a-f]{512}$/);
    expect(head.ContentLength).toBe(Contents![0]!.Size);
  });

  it('refuses what is not there, not ours or asked in the wrong region', async () => {
    const Bucket = served.truth.buckets.exports!;
    await expect(production.send(new HeadBucketCommand({ Bucket: 'nobody-has-this' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    await expect(production.send(new GetObjectCommand({ Bucket, Key: 'no/such/key' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    await expect(logs.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({ name: 'AccessDenied' });
    const elsewhere = new S3Client({
      region: 'us-east-1',
      forcePathStyle: true,
      ...served.clientOf(served.truth.accounts.production!),
    });
    await expect(elsewhere.send(new ListObjectsV2Command({ Bucket }))).rejects.toMatchObject({
      name: 'PermanentRedirect',
    });
  });
});
