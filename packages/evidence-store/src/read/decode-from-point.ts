import { pipeline, Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';
import type { SeekPoint } from '@virga/domain';
import { gunzip } from './decode-object.ts';
import { shiftBits } from './shift-bits.ts';

/** Stored bytes of the object from this offset to its end. */
export type StoredFrom = (offset: number) => AsyncIterable<Uint8Array>;

const trailerBytes = 8;

/**
 * Decoded bytes of a gzip object from a seek point to its end, further members included. zlib's own error (`Z_…`) where the data
 * or the point is damaged: the caller decodes from the start then, which says what is true of the data.
 */
export async function* decodeFromPoint(storedFrom: StoredFrom, point: SeekPoint): AsyncGenerator<Uint8Array> {
  const start = Math.floor(point.storedBit / 8);
  const shift = point.storedBit % 8;
  const dictionary = point.window.length > 0 ? { dictionary: point.window } : {};
  const inflate = createInflateRaw({ ...dictionary, chunkSize: 256 * 1024 });
  pipeline(Readable.from(shiftBits(storedFrom(start), shift)), inflate, () => undefined);
  yield* inflate as AsyncIterable<Buffer>;
  const next = await findNextMember(storedFrom, start + inflate.bytesWritten, shift);
  if (next !== null) yield* gunzip(() => storedFrom(next));
}

/**
 * Shifted, the last byte of the deflate data ends in the stored byte of the same number or in the next one. Only one of the two
 * places can have a member's first bytes eight bytes on, because they differ from one another. Null: no member follows.
 */
async function findNextMember(storedFrom: StoredFrom, end: number, shift: number): Promise<number | null> {
  const head = await readHead(storedFrom(end + trailerBytes), 4);
  for (let skip = 0; skip <= (shift === 0 ? 0 : 1); skip++)
    if (head[skip] === 0x1f && head[skip + 1] === 0x8b && head[skip + 2] === 8) return end + trailerBytes + skip;
  return null;
}

async function readHead(bytes: AsyncIterable<Uint8Array>, count: number): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  for await (const piece of bytes) {
    head = Buffer.concat([head, piece.subarray(0, count - head.length)]);
    if (head.length >= count) break;
  }
  return head;
}
