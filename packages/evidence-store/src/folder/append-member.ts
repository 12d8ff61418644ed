import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { AppError } from '@virga/domain';
import type { NewObject, ObjectBody } from '../item/evidence-writer.ts';
import { objectName, type StoredObject } from '../item/stored-object.ts';
import { tarBlockBytes, tarHeader, tarPadding } from '../item/tar-header.ts';
import { writeFully } from './read-exactly.ts';

/**
 * Writes one tar member at `start`: the body first, as it arrives, then the header in front of it, because a stream's
 * length is known only at its end. Returns the index entry without its pack number.
 */
export async function appendMember(
  handle: FileHandle,
  start: number,
  member: string,
  object: NewObject,
  body: ObjectBody,
): Promise<Omit<StoredObject, 'pack'>> {
  const offset = start + tarBlockBytes;
  const { length, sha256, magic } = await writeBody(handle, offset, body);
  if (object.sizeBytes !== undefined && object.sizeBytes !== length) throw wrongLength(object, length);
  await writeFully(handle, new Uint8Array(tarPadding(length)), offset + length);
  await writeFully(handle, tarHeader(member, length), start);
  return {
    name: objectName(object.key, object.versionId),
    key: object.key,
    versionId: object.versionId ?? null,
    etag: object.etag ?? null,
    lastModified: object.lastModified ?? null,
    member,
    offset,
    length,
    sha256,
    claimedHash: object.claimedHash ?? null,
    // Seen in the bytes (RFC 1952), never believed from a header or a name.
    encoding: magic === '1f8b08' ? 'gzip' : 'identity',
    decodedSize: magic === '1f8b08' ? null : length,
    metadata: object.metadata ?? {},
  };
}

async function writeBody(handle: FileHandle, offset: number, body: ObjectBody) {
  const hash = createHash('sha256');
  let length = 0;
  let magic = '';
  for await (const bytes of body instanceof Uint8Array ? [body] : body) {
    if (!(bytes instanceof Uint8Array)) throw new TypeError('evidence must arrive as bytes, not as text');
    if (magic.length < 6) magic = (magic + Buffer.from(bytes.subarray(0, 3)).toString('hex')).slice(0, 6);
    hash.update(bytes);
    await writeFully(handle, bytes, offset + length);
    length += bytes.length;
  }
  return { length, sha256: hash.digest('hex'), magic };
}

function wrongLength(object: NewObject, received: number): AppError {
  return new AppError({
    code: 'cloud.unexpected',
    message: `The object was announced with ${object.sizeBytes} bytes and ${received} arrived; nothing of it was kept.`,
    retryable: true,
    facts: { key: object.key, announced: object.sizeBytes, received },
  });
}
