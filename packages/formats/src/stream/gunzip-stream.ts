import { crc32 } from 'node:zlib';
import { readGzipHeader } from './gzip-header.ts';
import { MemberInflater } from './inflate-member.ts';
import { StreamFault } from './stream-fault.ts';
import type { StreamLimits } from './stream-limits.ts';

/** Small slices bound what a damaged block can take with it, and what a bomb can inflate to at once (about 16 MiB). */
const sliceBytes = 16 * 1024;
const trailerBytes = 8;
const maxHeaderBytes = 1024 * 1024;

/** Reads from an async iterable with push-back, counting stored bytes. */
class SliceSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #pending: Buffer = Buffer.alloc(0);
  /** Stored bytes handed out and not pushed back. */
  offset = 0;

  constructor(chunks: AsyncIterator<Uint8Array>) {
    this.#chunks = chunks;
  }

  async next(limit: number): Promise<Buffer | null> {
    while (this.#pending.length === 0) {
      const step = await this.#chunks.next();
      if (step.done) return null;
      this.#pending = Buffer.from(step.value.buffer, step.value.byteOffset, step.value.byteLength);
    }
    const slice = this.#pending.subarray(0, limit);
    this.#pending = this.#pending.subarray(slice.length);
    this.offset += slice.length;
    return slice;
  }

  pushBack(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.offset -= bytes.length;
    this.#pending = this.#pending.length === 0 ? bytes : Buffer.concat([bytes, this.#pending]);
  }

  /** Up to `count` bytes; fewer only at the end of the object. */
  async take(count: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    let have = 0;
    while (have < count) {
      const slice = await this.next(count - have);
      if (!slice) break;
      parts.push(slice);
      have += slice.length;
    }
    return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  }
}

/**
 * Decodes gzip with any number of members (RFC 1952). Everything before a fault is yielded first, then StreamFault is thrown.
 * Bytes after the last member that start no other member are reported through `onWarning` and ignored, as gzip(1) does.
 */
export async function* gunzipStream(
  chunks: AsyncIterator<Uint8Array>,
  limits: StreamLimits,
  onWarning: (warning: string) => void,
): AsyncGenerator<Buffer, void, undefined> {
  const source = new SliceSource(chunks);
  const total = { decoded: 0 };
  for (let member = 0; ; member++) {
    const start = source.offset;
    const header = await readMemberHeader(source);
    if (header === 'end') return;
    if (header === 'invalid') {
      if (member === 0) throw new StreamFault('the gzip header is damaged', start);
      onWarning(`bytes after the end of the gzip data at offset ${start} were ignored`);
      return;
    }
    if (header === 'truncated') throw new StreamFault('the gzip data ends inside a header', source.offset);
    yield* inflateMember(source, limits, total);
  }
}

async function readMemberHeader(source: SliceSource): Promise<'complete' | 'truncated' | 'invalid' | 'end'> {
  let head = await source.take(18);
  if (head.length === 0) return 'end';
  for (;;) {
    const header = readGzipHeader(head);
    if (header.state === 'invalid' || head.length > maxHeaderBytes) return 'invalid';
    if (header.state === 'complete') {
      source.pushBack(head.subarray(header.length));
      return 'complete';
    }
    const more = await source.next(sliceBytes);
    if (!more) return 'truncated';
    head = Buffer.concat([head, more]);
  }
}

async function* inflateMember(source: SliceSource, limits: StreamLimits, total: { decoded: number }) {
  const inflater = new MemberInflater();
  let checksum = 0;
  let size = 0;
  try {
    for (;;) {
      const slice = await source.next(sliceBytes);
      if (!slice) throw new StreamFault(`the gzip data ends early: ${total.decoded} bytes decoded`, source.offset);
      const step = await inflater.feed(slice).catch((error: unknown) => {
        throw new StreamFault('the gzip data is damaged', source.offset - slice.length, error);
      });
      for (const piece of step.output) {
        checksum = crc32(piece, checksum);
        size += piece.length;
        total.decoded += piece.length;
        yield piece;
      }
      refuseBomb(total.decoded, source.offset, limits);
      if (!step.ended) continue;
      source.pushBack(slice.subarray(step.consumed));
      break;
    }
  } finally {
    await inflater.close();
  }
  await checkTrailer(source, checksum, size);
}

async function checkTrailer(source: SliceSource, checksum: number, size: number): Promise<void> {
  const start = source.offset;
  const trailer = await source.take(trailerBytes);
  if (trailer.length < trailerBytes) throw new StreamFault('the gzip data ends inside its checksum', source.offset);
  if (trailer.readUInt32LE(0) !== checksum >>> 0 || trailer.readUInt32LE(4) !== size % 2 ** 32)
    throw new StreamFault('the gzip checksum does not match the decoded bytes', start);
}

function refuseBomb(decoded: number, stored: number, limits: StreamLimits): void {
  const isTooDense = decoded > limits.ratioFromDecodedBytes && decoded > limits.maxRatio * stored;
  if (isTooDense)
    throw new StreamFault(
      `stopped after ${decoded} decoded bytes: more than ${limits.maxRatio} to 1, which is what a gzip bomb looks like`,
      stored,
      undefined,
      true,
    );
  if (decoded > limits.maxDecodedBytes)
    throw new StreamFault(`stopped after ${decoded} decoded bytes: the limit of one object`, stored);
}
