/** Buckets as they stand now: what the attacker deleted is a delete marker, what they left behind is an object. */
import { s3VersionId } from '../../../estate/ids.ts';
import { newObject } from '../../../estate/object-content.ts';
import type { Bucket, Estate } from '../../../estate/types.ts';
import { type Cast, DAY_MS, HOUR_MS } from '../cast.ts';

/** Stages all buckets. The attack adds its own versions later (attack/exfiltration.ts). */
export function stageBuckets(cast: Cast, estate: Estate): void {
  const { management, production, development, logArchive, responder } = cast.accounts;
  const add = (name: string, ownerAccountId: string, region: string, rest: Partial<Bucket> = {}): Bucket => {
    const bucket = newBucket(name, ownerAccountId, region, cast.nowMs - 700 * DAY_MS, rest);
    estate.buckets[name] = bucket;
    return bucket;
  };
  add(cast.buckets.logs, logArchive, 'eu-west-1', {
    policy: trailBucketPolicy(cast, management),
    tags: { purpose: 'audit-logs' },
  });
  fillExports(
    cast,
    add(cast.buckets.exports, production, 'eu-west-1', {
      versioning: 'Enabled',
      tags: { classification: 'confidential' },
    }),
  );
  fillDocuments(
    cast,
    add(cast.buckets.documents, production, 'eu-west-1', { tags: { classification: 'confidential' } }),
  );
  fillArtifacts(cast, add(cast.buckets.artifacts, production, 'eu-west-1'));
  add(cast.buckets.sandbox, development, 'eu-central-1');
  add(cast.buckets.evidence, responder, 'eu-central-1', { versioning: 'Enabled', isWritable: true });
}

function newBucket(
  name: string,
  ownerAccountId: string,
  region: string,
  createdAtMs: number,
  rest: Partial<Bucket>,
): Bucket {
  return {
    name,
    ownerAccountId,
    region,
    createdAtMs,
    versioning: 'Unversioned',
    publicAccessBlock: {
      blockPublicAcls: true,
      ignorePublicAcls: true,
      blockPublicPolicy: true,
      restrictPublicBuckets: true,
    },
    encryption: { algorithm: 'AES256', bucketKeyEnabled: false },
    tags: {},
    isWritable: false,
    objects: {},
    ...rest,
  };
}

/** The policy that CloudTrail asks for on the bucket of an organisation trail. */
function trailBucketPolicy(cast: Cast, management: string): string {
  const arn = `arn:aws:s3:::${cast.buckets.logs}`;
  const source = { StringEquals: { 'aws:SourceArn': `arn:aws:cloudtrail:eu-west-1:${management}:trail/org-trail` } };
  const principal = { Service: 'cloudtrail.amazonaws.com' };
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'AWSCloudTrailAclCheck',
        Effect: 'Allow',
        Principal: principal,
        Action: 's3:GetBucketAcl',
        Resource: arn,
        Condition: source,
      },
      {
        Sid: 'AWSCloudTrailWrite',
        Effect: 'Allow',
        Principal: principal,
        Action: 's3:PutObject',
        Resource: `${arn}/AWSLogs/*`,
      },
    ],
  });
}

/** Daily exports, each with two versions. */
function fillExports(cast: Cast, bucket: Bucket): void {
  const random = cast.random.fork('exports');
  const count = cast.size === 'small' ? 40 : 160;
  for (let i = 0; i < count; i++) {
    const atMs = cast.attackMs - (i + 1) * 6 * HOUR_MS;
    const day = new Date(atMs).toISOString().slice(0, 10).replaceAll('-', '/');
    const key = `exports/${day}/customers-part-${String(i % 4).padStart(2, '0')}.csv`;
    const version = (at: number, seed: number): ReturnType<typeof newObject> =>
      newObject(
        key,
        { kind: 'generated', seed, style: 'csv' },
        {
          versionId: s3VersionId(random),
          lastModifiedAtMs: at,
          sizeBytes: random.between(4_000, 24_000),
          contentType: 'text/csv',
        },
      );
    const older = version(atMs, cast.seed * 1000 + i);
    bucket.objects[key] = [version(atMs + HOUR_MS, cast.seed * 1000 + 500 + i), older, ...(bucket.objects[key] ?? [])];
  }
}

function fillDocuments(cast: Cast, bucket: Bucket): void {
  const random = cast.random.fork('documents');
  const count = cast.size === 'small' ? 60 : 240;
  for (let i = 0; i < count; i++) {
    const key = `contracts/${2022 + (i % 5)}/contract-${String(i + 1).padStart(4, '0')}.json`;
    const content = { kind: 'generated', seed: cast.seed * 2000 + i, style: 'json' } as const;
    const lastModifiedAtMs = cast.attackMs - random.between(10, 600) * DAY_MS;
    bucket.objects[key] = [
      newObject(key, content, {
        versionId: 'null',
        lastModifiedAtMs,
        sizeBytes: random.between(2_000, 9_000),
        contentType: 'application/json',
      }),
    ];
  }
}

function fillArtifacts(cast: Cast, bucket: Bucket): void {
  const random = cast.random.fork('artifacts');
  for (let i = 0; i < 8; i++) {
    const key = i === 0 ? 'shop/current.tar.gz' : `shop/shop-${40 + i}.tar.gz`;
    const content = { kind: 'generated', seed: cast.seed * 3000 + i, style: 'noise' } as const;
    const lastModifiedAtMs = cast.attackMs - random.between(1, 40) * DAY_MS;
    bucket.objects[key] = [
      newObject(key, content, {
        versionId: 'null',
        lastModifiedAtMs,
        sizeBytes: random.between(90_000, 200_000),
        contentType: 'application/gzip',
      }),
    ];
  }
}
