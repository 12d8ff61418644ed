/**
 * GetObject and HeadObject.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
 */
import { objectBytes } from '../../estate/object-content.ts';
import type { Bucket, ObjectVersion } from '../../estate/types.ts';
import type { Operation, RangeCall, RangeReply } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { trailArchiveOf } from '../cloudtrail/index.ts';
import { authorizeOn, findBucket, objectTrail, redirectElsewhere, textOf } from './bucket-access.ts';

interface Readable {
  sizeBytes: number;
  bytes(): Buffer;
  headers: Record<string, string>;
  contentType: string;
}

/** The version that the call asks for, or S3's error for what is not there. */
function findObject(call: RangeCall, bucket: Bucket): Readable {
  const key = textOf(call, 'Key') ?? '';
  const versionId = textOf(call, 'versionId');
  const delivered = trailArchiveOf(call.estate).find(bucket.name, key);
  if (delivered && (versionId === undefined || versionId === 'null')) {
    const { body, etag, lastModifiedAtMs, metadata } = delivered;
    const headers = { ...objectHeaders({ etag, lastModifiedAtMs, metadata }), 'content-encoding': 'gzip' };
    return { sizeBytes: body.length, bytes: () => body, headers, contentType: 'application/json' };
  }
  return describeVersion(bucket, findVersion(bucket, key, versionId));
}

function findVersion(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion {
  const versions = bucket.objects[key] ?? [];
  const version =
    versionId === undefined ? versions[0] : versions.find((candidate) => candidate.versionId === versionId);
  if (!version && versionId !== undefined) {
    throw new ServiceError('NoSuchVersion', 404, 'The specified version does not exist.', {
      Key: key,
      VersionId: versionId,
    });
  }
  if (!version || (version.isDeleteMarker && versionId === undefined)) {
    throw new ServiceError('NoSuchKey', 404, 'The specified key does not exist.', { Key: key });
  }
  if (version.isDeleteMarker) {
    throw new ServiceError('MethodNotAllowed', 405, 'The specified method is not allowed against this resource.', {
      Method: 'GET',
      ResourceType: 'DeleteMarker',
    });
  }
  return version;
}

function describeVersion(bucket: Bucket, version: ObjectVersion): Readable {
  const headers = objectHeaders(version);
  if (bucket.versioning !== 'Unversioned') headers['x-amz-version-id'] = version.versionId;
  if (version.contentEncoding) headers['content-encoding'] = version.contentEncoding;
  if (version.storageClass !== 'STANDARD') headers['x-amz-storage-class'] = version.storageClass;
  headers['x-amz-server-side-encryption'] = bucket.encryption.algorithm;
  return {
    sizeBytes: version.sizeBytes,
    bytes: () => objectBytes(version.content, version.sizeBytes),
    headers,
    contentType: version.contentType,
  };
}

function objectHeaders(object: Pick<ObjectVersion, 'etag' | 'lastModifiedAtMs' | 'metadata'>): Record<string, string> {
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value]);
  return {
    etag: `"${object.etag}"`,
    'last-modified': new Date(object.lastModifiedAtMs).toUTCString(),
    'accept-ranges': 'bytes',
    ...Object.fromEntries(metadata),
  };
}

/** `bytes=a-b`, `bytes=a-`, `bytes=-n`; a header of another form is ignored, as RFC 9110 asks. */
function readRange(header: string | undefined, sizeBytes: number): { start: number; end: number } | undefined {
  const found = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  if (!found || (found[1] === '' && found[2] === '')) return undefined;
  const last = sizeBytes - 1;
  const range =
    found[1] === ''
      ? { start: Math.max(sizeBytes - Number(found[2]), 0), end: last }
      : { start: Number(found[1]), end: found[2] === '' ? last : Math.min(Number(found[2]), last) };
  if (range.start > last || range.start > range.end) {
    throw new ServiceError('InvalidRange', 416, 'The requested range is not satisfiable', {
      ActualObjectSize: String(sizeBytes),
    });
  }
  return range;
}

function checkConditions(call: RangeCall, etag: string): void {
  const wanted = call.headers['if-match'];
  if (wanted !== undefined && wanted !== etag && wanted !== etag.replaceAll('"', '')) {
    throw new ServiceError('PreconditionFailed', 412, 'At least one of the pre-conditions you specified did not hold', {
      Condition: 'If-Match',
    });
  }
}

function read(call: RangeCall, withBody: boolean): RangeReply {
  const bucket = findBucket(call);
  const elsewhere = redirectElsewhere(call, bucket);
  if (elsewhere) return elsewhere;
  const object = findObject(call, bucket);
  checkConditions(call, object.headers.etag ?? '');
  const range = readRange(call.headers.range, object.sizeBytes);
  const { start, end } = range ?? { start: 0, end: object.sizeBytes - 1 };
  const data = withBody ? object.bytes().subarray(start, end + 1) : Buffer.alloc(0);
  const partial: Record<string, string> = range ? { 'content-range': `bytes ${start}-${end}/${object.sizeBytes}` } : {};
  return {
    status: range ? 206 : 200,
    headers: { ...object.headers, ...partial },
    bytes: { data, length: end - start + 1, contentType: object.contentType },
  };
}

export const getObject: Operation = {
  authorize: authorizeOn('s3:GetObject', 'object'),
  trail: objectTrail(),
  handle: (call) => read(call, true),
};

export const headObject: Operation = {
  authorize: authorizeOn('s3:GetObject', 'object'),
  trail: objectTrail(),
  handle: (call) => read(call, false),
};
