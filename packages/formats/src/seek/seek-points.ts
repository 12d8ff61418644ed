import type { SeekPoint } from '@virga/domain';
import { gunzipStream } from '../stream/gunzip-stream.ts';
import { StreamFault } from '../stream/stream-fault.ts';
import { defaultStreamLimits, type StreamLimits } from '../stream/stream-limits.ts';
import { type BlockStart, GzipWalker } from './gzip-walker.ts';

export interface SeekOptions {
  /** Decoded bytes from one point to the next, at least. */
  spacingBytes?: number;
  limits?: StreamLimits;
  signal?: AbortSignal;
}

/** 4 MiB decode in some 20 ms, which is what opening a row costs at most on top of reading a chunk. */
const usualSpacing = 4 * 1024 * 1024;
const windowBytes = 32 * 1024;
/** What is walked before zlib gets it: some 5 ms of the event loop. */
const sliceBytes = 256 * 1024;

/**
 * Seek points of a gzip object, in order. Two readers go over the same bytes: ours knows where blocks begin, zlib decodes and
 * checks each member's checksum. Damage ends the list at what was certain before it; when the two disagree it is thrown.
 */
export async function* seekPoints(
  chunks: AsyncIterable<Uint8Array>,
  options: SeekOptions = {},
): AsyncGenerator<SeekPoint> {
  const spacing = options.spacingBytes ?? usualSpacing;
  const waiting: BlockStart[] = [];
  let last = 0;
  const walker = new GzipWalker((start) => {
    if (start.decodedOffset - last < spacing) return;
    last = start.decodedOffset;
    waiting.push(start);
  });
  const walked = walkFirst(chunks, walker, options.signal);
  let decoded = 0;
  let tail: Buffer = Buffer.alloc(0);
  try {
    for await (const piece of gunzipStream(walked, options.limits ?? defaultStreamLimits, () => undefined)) {
      for (let next = waiting[0]; next && next.decodedOffset <= decoded + piece.length; next = waiting[0]) {
        waiting.shift();
        yield pointOf(next, decoded, tail, piece);
      }
      decoded += piece.length;
      tail = piece.length >= windowBytes ? piece.subarray(-windowBytes) : keepLast(tail, piece);
    }
  } catch (error) {
    if (error instanceof StreamFault) return;
    throw error;
  }
  if (walker.decoded !== decoded)
    throw new TypeError(`blocks were followed to ${walker.decoded} decoded bytes, zlib decoded ${decoded}`);
}

/** Hands bytes on only when the walker is past them: zlib never decodes what a block was not looked for in. */
async function* walkFirst(chunks: AsyncIterable<Uint8Array>, walker: GzipWalker, signal: AbortSignal | undefined) {
  let held: Buffer = Buffer.alloc(0);
  let given = 0;
  for await (const chunk of chunks) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      signal?.throwIfAborted();
      const slice = bytes.subarray(at, at + sliceBytes);
      walker.feed(slice);
      held = held.length === 0 ? slice : Buffer.concat([held, slice]);
      const ready = held.subarray(0, walker.storedBytes - given);
      held = held.subarray(ready.length);
      given += ready.length;
      if (ready.length > 0) yield ready;
    }
  }
  walker.finish();
  yield held;
}

function pointOf(start: BlockStart, decoded: number, tail: Buffer, piece: Buffer): SeekPoint {
  const { decodedOffset, storedBit, memberOffset } = start;
  const before = keepLast(tail, piece.subarray(0, decodedOffset - decoded));
  const size = Math.min(windowBytes, decodedOffset - memberOffset);
  return { decodedOffset, storedBit, window: Uint8Array.from(before.subarray(before.length - size)) };
}

function keepLast(before: Buffer, piece: Buffer): Buffer {
  const joined = Buffer.concat([before, piece]);
  return joined.subarray(Math.max(0, joined.length - windowBytes));
}
