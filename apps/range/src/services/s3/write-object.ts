/**
 * PutObject and DeleteObject, in buckets that the estate marks writable.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
 */
import { deleteMarker, newObject } from '../../estate/object-content.ts';
import type { Bucket, ObjectVersion } from '../../estate/types.ts';
import type { Operation, RangeCall, RangeReply } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { authorizeOn, findBucket, objectTrail, redirectElsewhere, textOf } from './bucket-access.ts';

/** The bucket of a writing call; the staged buckets hold evidence of the story and cannot be written. */
export function findWritableBucket(call: RangeCall): Bucket {
  const bucket = findBucket(call);
  if (!bucket.isWritable) throw new ServiceError('AccessDenied', 403, 'Access Denied');
  return bucket;
}

/** Puts the bytes as the newest version and returns the headers of the reply. */
export function storeObject(
  call: RangeCall,
  bucket: Bucket,
  bytes: Buffer,
  headers: Record<string, string>,
): ObjectVersion {
  const key = textOf(call, 'Key') ?? '';
  const versionId = bucket.versioning === 'Enabled' ? call.derive('version', 24).toString('base64url') : 'null';
  const content = { kind: 'bytes', base64: bytes.toString('base64') } as const;
  const contentType = headers['content-type'] ?? 'application/octet-stream';
  const version = newObject(key, content, { versionId, lastModifiedAtMs: call.nowMs, contentType });
  for (const [name, value] of Object.entries(headers)) {
    if (name.startsWith('x-amz-meta-')) version.metadata[name.slice('x-amz-meta-'.length)] = value;
  }
  if (headers['content-encoding'] && headers['content-encoding'] !== 'aws-chunked')
    version.contentEncoding = headers['content-encoding'];
  const older = (bucket.objects[key] ?? []).filter((candidate) => candidate.versionId !== versionId);
  bucket.objects[key] = [version, ...older];
  return version;
}

function versionHeader(bucket: Bucket, versionId: string): Record<string, string> {
  return bucket.versioning === 'Enabled' ? { 'x-amz-version-id': versionId } : {};
}

export const putObject: Operation = {
  authorize: authorizeOn('s3:PutObject', 'object'),
  trail: objectTrail(),
  mutates: true,
  handle: async (call) => {
    const bucket = findWritableBucket(call);
    const elsewhere = redirectElsewhere(call, bucket);
    if (elsewhere) return elsewhere;
    const bytes = await call.readBody();
    if (call.headers['if-none-match'] === '*' && isThere(bucket, textOf(call, 'Key') ?? '')) {
      throw new ServiceError(
        'PreconditionFailed',
        412,
        'At least one of the pre-conditions you specified did not hold',
        { Condition: 'If-None-Match' },
      );
    }
    const version = storeObject(call, bucket, bytes, call.headers);
    return { headers: { etag: `"${version.etag}"`, ...versionHeader(bucket, version.versionId) } };
  },
};

function isThere(bucket: Bucket, key: string): boolean {
  const newest = bucket.objects[key]?.[0];
  return newest !== undefined && !newest.isDeleteMarker;
}

/** Without a version id a versioned bucket gets a delete marker; with one, that version is gone. */
export const deleteObject: Operation = {
  authorize: authorizeOn('s3:DeleteObject', 'object'),
  trail: objectTrail(),
  mutates: true,
  handle: (call): RangeReply => {
    const bucket = findWritableBucket(call);
    const elsewhere = redirectElsewhere(call, bucket);
    if (elsewhere) return elsewhere;
    const key = textOf(call, 'Key') ?? '';
    const wanted = textOf(call, 'versionId');
    const versions = bucket.objects[key] ?? [];
    if (wanted !== undefined || bucket.versioning !== 'Enabled') {
      const rest = wanted === undefined ? [] : versions.filter((version) => version.versionId !== wanted);
      if (rest.length > 0) bucket.objects[key] = rest;
      else delete bucket.objects[key];
      return { status: 204, headers: wanted === undefined ? {} : { 'x-amz-version-id': wanted } };
    }
    const marker = deleteMarker(key, call.derive('version', 24).toString('base64url'), call.nowMs);
    bucket.objects[key] = [marker, ...versions];
    return { status: 204, headers: { 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.versionId } };
  },
};
