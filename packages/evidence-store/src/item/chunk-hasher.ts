import { createHash, webcrypto } from 'node:crypto';
import { chunkSizeBytes } from './item-manifest.ts';

/** Bytes `offset … offset + length` of the file; never fewer. */
export type ReadExactly = (offset: number, length: number) => Promise<Uint8Array>;

export interface FileHashes {
  sha256: string;
  chunks: string[];
}

export const zeroChunk = new Uint8Array(chunkSizeBytes);
const zeroChunkHash = createHash('sha256').update(zeroChunk).digest('hex');

/** SHA-256 of a chunk on the thread pool, so that it runs beside the hash of the whole. */
export async function hashChunk(bytes: Uint8Array): Promise<string> {
  if (bytes.length === chunkSizeBytes && isZero(bytes)) return zeroChunkHash;
  const digest = await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Buffer.from(digest).toString('hex');
}

/** True for up to 4 MiB of zeros (a memory compare, about ten times faster than a hash). */
export function isZero(bytes: Uint8Array): boolean {
  return Buffer.compare(bytes, zeroChunk.subarray(0, bytes.length)) === 0;
}

/**
 * Hash of a whole file and of each of its 4 MiB chunks in one pass, in order. `advance` may be called while the file
 * still grows behind the given offset; `finish` does the rest. Chunks known to be holes are not read.
 */
export class ChunkHasher {
  readonly #read: ReadExactly;
  readonly #isHole: (chunk: number) => boolean;
  readonly #whole = createHash('sha256');
  readonly #chunks: Promise<string>[] = [];
  #done = 0;
  #goal = 0;
  #running: Promise<void> | null = null;
  #failure: unknown = null;

  constructor(read: ReadExactly, isHole: (chunk: number) => boolean = () => false) {
    this.#read = read;
    this.#isHole = isHole;
  }

  /** Bytes below this are hashed, or being hashed, and must not change any more. */
  get frontier(): number {
    return this.#goal;
  }

  /** Hashes whole chunks below `offset` in the background. */
  advance(offset: number): void {
    this.#goal = Math.max(this.#goal, offset - (offset % chunkSizeBytes));
    this.#running ??= this.#run().catch((thrown: unknown) => {
      this.#failure = thrown;
    });
  }

  async #run(): Promise<void> {
    while (this.#done < this.#goal) await this.#take(Math.min(chunkSizeBytes, this.#goal - this.#done));
    this.#running = null;
  }

  async finish(sizeBytes: number): Promise<FileHashes> {
    await this.#running;
    if (this.#failure !== null) throw this.#failure;
    while (this.#done < sizeBytes) await this.#take(Math.min(chunkSizeBytes, sizeBytes - this.#done));
    return { sha256: this.#whole.digest('hex'), chunks: await Promise.all(this.#chunks) };
  }

  async #take(length: number): Promise<void> {
    const index = this.#done / chunkSizeBytes;
    const hole = this.#isHole(index);
    const bytes = hole ? zeroChunk.subarray(0, length) : await this.#read(this.#done, length);
    this.#chunks.push(hole && length === chunkSizeBytes ? Promise.resolve(zeroChunkHash) : hashChunk(bytes));
    this.#whole.update(bytes);
    this.#done += length;
    // Lets the chunk's hash and other work of the process in between two chunks; bounds buffers in flight to two.
    if (this.#chunks.length > 1) await this.#chunks[this.#chunks.length - 2];
  }
}
