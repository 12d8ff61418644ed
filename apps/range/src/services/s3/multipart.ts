/**
 * Multipart uploads into writable buckets.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
import { createHash } from 'node:crypto';
import type { Estate } from '../../estate/types.ts';
import type { Operation, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { authorizeOn, objectTrail, textOf } from './bucket-access.ts';
import { findWritableBucket, storeObject } from './write-object.ts';

interface Upload {
  bucket: string;
  key: string;
  headers: Record<string, string>;
  parts: Map<number, { bytes: Buffer; md5: Buffer }>;
}

const uploads = new WeakMap<Estate, Map<string, Upload>>();

function uploadsOf(estate: Estate): Map<string, Upload> {
  const known = uploads.get(estate) ?? new Map<string, Upload>();
  uploads.set(estate, known);
  return known;
}

function findUpload(call: RangeCall): Upload {
  const upload = uploadsOf(call.estate).get(textOf(call, 'uploadId') ?? '');
  if (!upload || upload.bucket !== textOf(call, 'Bucket') || upload.key !== textOf(call, 'Key')) {
    throw new ServiceError('NoSuchUpload', 404, 'The specified upload does not exist.', {
      UploadId: textOf(call, 'uploadId') ?? '',
    });
  }
  return upload;
}

const writing = { authorize: authorizeOn('s3:PutObject', 'object'), trail: objectTrail(), mutates: true } as const;

export const createMultipartUpload: Operation = {
  ...writing,
  handle: (call) => {
    const bucket = findWritableBucket(call);
    const key = textOf(call, 'Key') ?? '';
    const uploadId = call.derive('upload', 48).toString('base64url');
    const kept = Object.entries(call.headers).filter(
      ([name]) => name === 'content-type' || name.startsWith('x-amz-meta-'),
    );
    uploadsOf(call.estate).set(uploadId, {
      bucket: bucket.name,
      key,
      headers: Object.fromEntries(kept),
      parts: new Map(),
    });
    return {
      xmlRoot: { name: 'InitiateMultipartUploadResult' },
      xml: { Bucket: bucket.name, Key: key, UploadId: uploadId },
    };
  },
};

export const uploadPart: Operation = {
  ...writing,
  handle: async (call) => {
    const upload = findUpload(call);
    const number = Number(textOf(call, 'partNumber'));
    if (!Number.isInteger(number) || number < 1 || number > 10_000) {
      throw new ServiceError('InvalidArgument', 400, 'Part number must be an integer between 1 and 10000, inclusive');
    }
    const bytes = await call.readBody();
    const md5 = createHash('md5').update(bytes).digest();
    upload.parts.set(number, { bytes, md5 });
    return { headers: { etag: `"${md5.toString('hex')}"` } };
  },
};

/** Parts as the client lists them; a part that is not there or has another ETag is refused. */
export const completeMultipartUpload: Operation = {
  ...writing,
  handle: async (call) => {
    const bucket = findWritableBucket(call);
    const upload = findUpload(call);
    const parts = readPartList((await call.readBody()).toString()).map(({ number, etag }) => {
      const part = upload.parts.get(number);
      if (!part || part.md5.toString('hex') !== etag) {
        throw new ServiceError('InvalidPart', 400, 'One or more of the specified parts could not be found.');
      }
      return part;
    });
    const version = storeObject(call, bucket, Buffer.concat(parts.map((part) => part.bytes)), upload.headers);
    const whole = createHash('md5')
      .update(Buffer.concat(parts.map((part) => part.md5)))
      .digest('hex');
    version.etag = `${whole}-${parts.length}`;
    uploadsOf(call.estate).delete(textOf(call, 'uploadId') ?? '');
    const headers: Record<string, string> =
      bucket.versioning === 'Enabled' ? { 'x-amz-version-id': version.versionId } : {};
    return {
      headers,
      xmlRoot: { name: 'CompleteMultipartUploadResult' },
      xml: { Bucket: bucket.name, Key: upload.key, ETag: `"${version.etag}"` },
    };
  },
};

export const abortMultipartUpload: Operation = {
  ...writing,
  authorize: authorizeOn('s3:AbortMultipartUpload', 'object'),
  handle: (call) => {
    findUpload(call);
    uploadsOf(call.estate).delete(textOf(call, 'uploadId') ?? '');
    return { status: 204 };
  },
};

function readPartList(xml: string): { number: number; etag: string }[] {
  const parts = [...xml.matchAll(/<Part>([\s\S]*?)<\/Part>/g)].map(([, inner]) => ({
    number: Number(/<PartNumber>(\d+)<\/PartNumber>/.exec(inner ?? '')?.[1]),
    etag: /<ETag>(?:&quot;|")?([0-9a-f]{32})(?:&quot;|")?<\/ETag>/.exec(inner ?? '')?.[1] ?? '',
  }));
  if (parts.length === 0) throw new ServiceError('MalformedXML', 400, 'The XML you provided was not well-formed');
  if (parts.some((part, i) => i > 0 && part.number <= parts[i - 1]!.number)) {
    throw new ServiceError('InvalidPartOrder', 400, 'The list of parts was not in ascending order.');
  }
  return parts;
}
