import { AppError } from '@virga/domain';
import type { PackSet } from '@virga/source-kit';
import type { ListedObject } from './list-versions.ts';
import type { LogBucket } from './log-bucket.ts';
import { type DecodedHash, MemberHash } from './member-hash.ts';

/** Up to this size an object is fetched whole before it is added, so that downloads overlap. */
const wholeBytes = 8 * 1024 * 1024;

export interface FetchedObject {
  decoded: DecodedHash;
  metadata: Record<string, string>;
  /** The bytes as received, when they were asked for. */
  bytes: Buffer | null;
}

/**
 * Adds one object to the pack as received, and says what its decompressed bytes hash to. An object that the pack holds
 * already (before a kill) is fetched again for its hash only. Errors: `cloud.*` of the request.
 */
export async function fetchObject(
  bucket: LogBucket,
  pack: PackSet,
  object: ListedObject,
  want: { bytes: boolean },
): Promise<FetchedObject> {
  const answer = await bucket.s3.getObject({
    Bucket: bucket.name,
    Key: object.key,
    ...(object.versionId === null ? {} : { VersionId: object.versionId }),
  });
  const metadata = answer.Metadata ?? {};
  const member = new MemberHash();
  const body = hashed(answer.Body as AsyncIterable<Uint8Array> | undefined, member);
  const isSmall = (answer.ContentLength ?? 0) <= wholeBytes;
  const facts = factsOf(object, bucket.name, metadata);
  let bytes: Buffer | null = null;
  if (isSmall || want.bytes) {
    bytes = await gather(body, answer.ContentLength);
    if (!pack.has(object.key, object.versionId ?? undefined)) await pack.add(facts, bytes);
  } else if (pack.has(object.key, object.versionId ?? undefined)) {
    for await (const _chunk of body);
  } else await pack.add(facts, body);
  return { decoded: await member.end(), metadata, bytes: want.bytes ? bytes : null };
}

async function* hashed(body: AsyncIterable<Uint8Array> | undefined, member: MemberHash): AsyncGenerator<Uint8Array> {
  for await (const chunk of received(body)) {
    await member.update(chunk);
    yield chunk;
  }
}

/** The SDK maps what happens until the answer begins; a line that goes dead inside the body throws whatever the socket says. */
async function* received(body: AsyncIterable<Uint8Array> | undefined): AsyncGenerator<Uint8Array> {
  const chunks = body?.[Symbol.asyncIterator]();
  if (!chunks) return;
  for (;;) {
    const next = await chunks.next().catch((cause: unknown) => {
      const message = 'The connection to S3 was cut in the middle of an object.';
      throw new AppError({ code: 'cloud.unreachable', message, detail: String(cause), retryable: true, cause });
    });
    if (next.done) return;
    yield next.value;
  }
}

async function gather(body: AsyncIterable<Uint8Array>, expected: number | undefined): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  const whole = Buffer.concat(chunks);
  if (expected !== undefined && whole.length !== expected)
    throw new AppError({
      code: 'cloud.unreachable',
      message: `S3 announced ${expected} bytes and ${whole.length} arrived.`,
      retryable: true,
    });
  return whole;
}

function factsOf(object: ListedObject, bucket: string, metadata: Record<string, string>) {
  // An ETag is the MD5 only of what was put in one part with SSE-S3; it stands as claimed, under its own name.
  const isMd5 = /^[0-9a-f]{32}$/.test(object.etag);
  return {
    key: object.key,
    ...(object.versionId === null ? {} : { versionId: object.versionId }),
    etag: object.etag,
    lastModified: object.lastModified,
    ...(isMd5 ? { claimedHash: { algorithm: 'etag', value: object.etag, by: 's3' } } : {}),
    metadata: { ...metadata, bucket, isLatest: String(object.isLatest) },
  };
}
