/** Customer data leaves: the exports under the eyes of the organisation trail, the documents after the data trail was switched off. */
import type { Actor } from '../../../estate/actors.ts';
import { s3VersionId } from '../../../estate/ids.ts';
import { deleteMarker } from '../../../estate/object-content.ts';
import type { StagedEvent, TrailCall } from '../../../estate/trail-record.ts';
import type { Bucket } from '../../../estate/types.ts';
import { HOUR_MS, MINUTE_MS } from '../cast.ts';
import { PIPELINE_ROLE } from '../estate/identities.ts';
import type { Script } from '../script.ts';

/** Hour 30.1 on: everything in the exports bucket. */
export function playExports(script: Script, actor: Actor): void {
  const { cast, estate } = script;
  const bucket = estate.buckets[cast.buckets.exports]!;
  const startMs = cast.attackMs + 30 * HOUR_MS + 6 * MINUTE_MS;
  const principal = `assumed-role/${PIPELINE_ROLE}/sync`;
  const keys = Object.keys(bucket.objects);
  const calls = keys.map((key, i) => dataCall(script, actor, bucket, 'GetObject', key, startMs + 60_000 + i * 1700));
  script.step('exfiltrate-exports', { principal, affected: [`arn:aws:s3:::${bucket.name}`] }, [
    listCall(script, actor, bucket, startMs),
    ...calls,
  ]);
  playDeletion(script, actor, bucket, principal);
}

/** Some of the newest exports deleted: in a versioned bucket that leaves delete markers, and the data. */
function playDeletion(script: Script, actor: Actor, bucket: Bucket, principal: string): void {
  const startMs = script.cast.attackMs + 31 * HOUR_MS;
  const victims = Object.keys(bucket.objects).slice(0, 12);
  const calls = victims.map((key, i) => {
    const atMs = startMs + i * 2100;
    const versionId = s3VersionId(script.random);
    bucket.objects[key]!.unshift(deleteMarker(key, versionId, atMs));
    const call = dataCall(script, actor, bucket, 'DeleteObject', key, atMs);
    return {
      ...call,
      readOnly: false,
      additional: { ...(call.additional as object), 'x-amz-delete-marker': 'true', 'x-amz-version-id': versionId },
    };
  });
  script.step(
    'delete-exports',
    { principal, affected: victims.map((key) => `arn:aws:s3:::${bucket.name}/${key}`) },
    calls,
  );
}

/** Hours 33 to 36.5: documents. What is read after `stoppedAtMs` no trail delivered. */
export function playDocuments(script: Script, actor: Actor, stoppedAtMs: number): void {
  const { cast, estate } = script;
  const bucket = estate.buckets[cast.buckets.documents]!;
  const keys = Object.keys(bucket.objects);
  const seen = Math.floor(keys.length / 4);
  const principal = `assumed-role/${PIPELINE_ROLE}/sync`;
  const affected = [`arn:aws:s3:::${bucket.name}`];
  const before = stoppedAtMs - 25 * MINUTE_MS;
  const first = keys
    .slice(0, seen)
    .map((key, i) => dataCall(script, actor, bucket, 'GetObject', key, before + i * 1900));
  script.step('exfiltrate-documents', { principal, affected }, first);
  const rest = keys
    .slice(seen)
    .map((key, i) => dataCall(script, actor, bucket, 'GetObject', key, stoppedAtMs + 4 * MINUTE_MS + i * 1300));
  const made = script.step('exfiltrate-documents-unseen', { principal, affected }, rest);
  loseEvents(script, made);
}

/** Marks the events of the last step as never delivered. */
function loseEvents(script: Script, made: StagedEvent[]): void {
  const step = script.steps.at(-1)!;
  step.lostEventIds = step.eventIds;
  step.eventIds = [];
  for (const event of made) event.isLost = true;
}

function listCall(script: Script, actor: Actor, bucket: Bucket, atMs: number): TrailCall {
  const accountId = bucket.ownerAccountId;
  return {
    atMs,
    accountId,
    region: bucket.region,
    actor,
    service: 's3',
    name: 'ListObjects',
    category: 'data',
    request: {
      'list-type': '2',
      bucketName: bucket.name,
      'max-keys': '1000',
      prefix: '',
      Host: `${bucket.name}.s3.${bucket.region}.amazonaws.com`,
    },
    additional: {
      SignatureVersion: 'SigV4',
      AuthenticationMethod: 'AuthHeader',
      bytesTransferredOut: script.random.between(4_000, 40_000),
    },
    resources: [
      { type: 'AWS::S3::Object', ARNPrefix: `arn:aws:s3:::${bucket.name}/` },
      { accountId, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket.name}` },
    ],
  };
}

/** A data event of one object. */
export function dataCall(
  script: Pick<Script, 'random'>,
  actor: Actor,
  bucket: Bucket,
  name: string,
  key: string,
  atMs: number,
): TrailCall {
  const accountId = bucket.ownerAccountId;
  const bytes = bucket.objects[key]?.[0]?.sizeBytes ?? 0;
  const isRead = name === 'GetObject';
  return {
    atMs,
    accountId,
    region: bucket.region,
    actor,
    service: 's3',
    name,
    category: 'data',
    request: { bucketName: bucket.name, Host: `${bucket.name}.s3.${bucket.region}.amazonaws.com`, key },
    additional: {
      SignatureVersion: 'SigV4',
      CipherSuite: 'TLS_AES_128_GCM_SHA256',
      bytesTransferredIn: isRead ? 0 : bytes,
      SSEApplied: 'Default_SSE_S3',
      AuthenticationMethod: 'AuthHeader',
      'x-amz-id-2': script.random.bytes(27).toString('base64'),
      bytesTransferredOut: isRead ? bytes : 0,
    },
    resources: [
      { type: 'AWS::S3::Object', ARN: `arn:aws:s3:::${bucket.name}/${key}` },
      { accountId, type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${bucket.name}` },
    ],
  };
}
