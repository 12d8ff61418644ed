import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AppError } from '@virga/domain';
import type { S3StoreOptions } from '../open-evidence-store.ts';

/** One bucket and prefix, with the retention that every object written there gets. */
export interface S3Place {
  client: S3Client;
  bucket: string;
  prefix: string;
  lock: () => {
    ObjectLockMode?: 'GOVERNANCE' | 'COMPLIANCE';
    ObjectLockRetainUntilDate?: Date;
    ObjectLockLegalHoldStatus?: 'ON';
  };
}

export function connectS3(place: string, options: S3StoreOptions): S3Place {
  const match = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/.exec(place);
  if (!match)
    throw new AppError({ code: 'system.unavailable', message: `Not an S3 place: ${place}. Use s3://bucket/prefix.` });
  const prefix = (match[2] ?? '').replace(/\/+$/, '');
  const { retention, legalHold } = options;
  return {
    client: new S3Client({
      region: options.region,
      // Always explicit: otherwise AWS_ENDPOINT_URL of the process environment would decide.
      endpoint: options.endpoint ?? `https://s3.${options.region}.amazonaws.com`,
      forcePathStyle: options.forcePathStyle ?? options.endpoint !== undefined,
      credentials: options.credentials,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    }),
    bucket: match[1]!,
    prefix: prefix === '' ? '' : `${prefix}/`,
    lock: () => ({
      ...(retention && {
        ObjectLockMode: retention.mode,
        ObjectLockRetainUntilDate: new Date(Date.now() + retention.days * 86_400_000),
      }),
      ...(legalHold && { ObjectLockLegalHoldStatus: 'ON' }),
    }),
  };
}

/** Null when there is no such key. `range` in bytes. */
export async function getBytes(
  s3: S3Place,
  key: string,
  range?: { offset: number; length: number },
): Promise<Uint8Array | null> {
  if (range?.length === 0) return new Uint8Array(0);
  const Range = range && `bytes=${range.offset}-${range.offset + range.length - 1}`;
  try {
    const answer = await s3.client.send(new GetObjectCommand({ Bucket: s3.bucket, Key: s3.prefix + key, Range }));
    return (await answer.Body?.transformToByteArray()) ?? null;
  } catch (thrown) {
    if (hasName(thrown, 'NoSuchKey')) return null;
    throw unavailable(thrown);
  }
}

/** Writes an object once. False when the key was there already; its bytes are left alone. */
export async function putOnce(s3: S3Place, key: string, body: Uint8Array, sha256: string): Promise<boolean> {
  const checksum = Buffer.from(sha256, 'hex').toString('base64');
  const target = { Bucket: s3.bucket, Key: s3.prefix + key };
  try {
    await s3.client.send(
      new PutObjectCommand({ ...target, Body: body, IfNoneMatch: '*', ChecksumSHA256: checksum, ...s3.lock() }),
    );
    return true;
  } catch (thrown) {
    if (hasName(thrown, 'PreconditionFailed')) return false;
    throw unavailable(thrown);
  }
}

/** Keys below `prefix`, without the store's own prefix, in their order. */
export async function* listKeys(s3: S3Place, prefix: string): AsyncIterable<{ key: string; sizeBytes: number }> {
  let token: string | undefined;
  do {
    const page = await s3.client
      .send(new ListObjectsV2Command({ Bucket: s3.bucket, Prefix: s3.prefix + prefix, ContinuationToken: token }))
      .catch((thrown: unknown) => {
        throw unavailable(thrown);
      });
    for (const { Key, Size } of page.Contents ?? [])
      if (Key !== undefined) yield { key: Key.slice(s3.prefix.length), sizeBytes: Size ?? 0 };
    token = page.NextContinuationToken;
  } while (token !== undefined);
}

export function unavailable(thrown: unknown): AppError {
  const name = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new AppError({
    code: 'system.unavailable',
    message:
      'The evidence store in S3 did not answer as expected; what was collected is kept locally. Retry this step.',
    detail: name,
    retryable: true,
    cause: thrown,
  });
}

function hasName(thrown: unknown, name: string): boolean {
  return thrown instanceof Error && thrown.name === name;
}
