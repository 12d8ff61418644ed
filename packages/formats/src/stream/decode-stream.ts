import { gunzipStream } from './gunzip-stream.ts';
import { StreamFault } from './stream-fault.ts';
import type { StreamLimits } from './stream-limits.ts';

export interface DecodeOptions {
  limits: StreamLimits;
  /** Told about what does not stop reading, for example bytes behind the last gzip member. */
  onWarning(warning: string): void;
  /** Told the stored bytes received, as they arrive (for hashes and progress). */
  onStored?(chunk: Uint8Array): void;
  signal?: AbortSignal | undefined;
}

/** First bytes of containers we name instead of guessing at (each from its format's own document). */
const containers: { magic: number[]; name: string }[] = [
  { magic: [0x50, 0x4b, 0x03, 0x04], name: 'a zip archive; unpack it first' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], name: 'zstandard data; decompress it first' },
  { magic: [0x42, 0x5a, 0x68], name: 'bzip2 data; decompress it first' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], name: 'xz data; decompress it first' },
  { magic: [0x50, 0x41, 0x52, 0x31], name: 'a Parquet file, which this parser does not read' },
  { magic: [0xff, 0xfe], name: 'UTF-16 text; convert it to UTF-8 first' },
  { magic: [0xfe, 0xff], name: 'UTF-16 text; convert it to UTF-8 first' },
];

/**
 * The decoded bytes of one object as received: gzip (any number of members) is unpacked, everything else passes unchanged,
 * so that offsets count in the decoded object. Throws StreamFault when reading cannot go on; everything before is yielded first.
 */
export async function* decodeStream(
  chunks: AsyncIterable<Uint8Array>,
  options: DecodeOptions,
): AsyncGenerator<Buffer, void, undefined> {
  const source = watched(chunks, options);
  const head = await readHead(source);
  const rejoined = rejoin(head, source);
  if (head.length >= 2 && head[0] === 0x1f && head[1] === 0x8b) {
    yield* gunzipStream(rejoined, options.limits, options.onWarning);
    return;
  }
  const container = containers.find(({ magic }) => magic.every((byte, index) => head[index] === byte));
  if (container) throw new StreamFault(`this is ${container.name}`, 0);
  for await (const chunk of rejoined) yield chunk;
}

async function* watched(chunks: AsyncIterable<Uint8Array>, options: DecodeOptions): AsyncGenerator<Buffer> {
  let offset = 0;
  const iterator = chunks[Symbol.asyncIterator]();
  try {
    for (;;) {
      options.signal?.throwIfAborted();
      const step = await iterator.next().catch((error: unknown) => {
        throw new StreamFault(readFailure(error), offset, error);
      });
      if (step.done) return;
      const chunk = step.value;
      options.onStored?.(chunk);
      offset += chunk.byteLength;
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    }
  } finally {
    await iterator.return?.();
  }
}

function readFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
  return `reading failed: ${code}`;
}

async function readHead(source: AsyncGenerator<Buffer>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 8) {
    const step = await source.next();
    if (step.done) break;
    head = head.length === 0 ? step.value : Buffer.concat([head, step.value]);
  }
  return head;
}

async function* rejoin(head: Buffer, source: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  yield* source;
}
