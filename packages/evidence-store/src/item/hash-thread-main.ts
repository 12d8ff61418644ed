import { createHash, hash } from 'node:crypto';
import { readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';

/** What the thread is told: bytes below `until` do not change any more. `holes`: bit per chunk, set for what was written. */
export interface HashOrder {
  fd: number;
  chunkSizeBytes: number;
  until: number;
  written: Uint8Array;
  isLast: boolean;
}

export interface ThreadHashes {
  sha256: string;
  chunks: string[];
}

const whole = createHash('sha256');
const chunks: string[] = [];
let done = 0;
let buffer = Buffer.alloc(0);
let zeros = Buffer.alloc(0);
let zeroHash = '';

function take(order: HashOrder, length: number): void {
  const chunk = done / order.chunkSizeBytes;
  const isWritten = ((order.written[chunk >> 3] ?? 0) & (1 << (chunk & 7))) !== 0;
  const bytes = (isWritten ? readFully(order.fd, length) : zeros).subarray(0, length);
  whole.update(bytes);
  chunks.push(!isWritten && length === zeros.length ? zeroHash : hash('sha256', bytes, 'hex'));
  done += length;
}

/** Into one buffer: a fresh one for each chunk costs as much again in page faults. */
function readFully(fd: number, length: number): Buffer {
  for (let have = 0; have < length; ) {
    const count = readSync(fd, buffer, have, length - have, done + have);
    if (count === 0) throw new RangeError(`the image ends at ${done + have}, before what was written`);
    have += count;
  }
  return buffer;
}

parentPort?.on('message', (order: HashOrder) => {
  if (buffer.length === 0) {
    buffer = Buffer.allocUnsafeSlow(order.chunkSizeBytes);
    zeros = Buffer.alloc(order.chunkSizeBytes);
    zeroHash = hash('sha256', zeros, 'hex');
  }
  const step = order.chunkSizeBytes;
  const until = order.isLast ? order.until : order.until - (order.until % step);
  while (done < until) take(order, Math.min(step, until - done));
  if (order.isLast) parentPort?.postMessage({ sha256: whole.digest('hex'), chunks } satisfies ThreadHashes);
});
