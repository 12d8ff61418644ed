import { chunkSizeBytes } from './item-manifest.ts';

/** Which 4 MiB chunks of an image were ever written; the others are holes. */
export class ChunkBitmap {
  #bits: Uint8Array;

  constructor(sizeBytes: number, base64?: string) {
    this.#bits = new Uint8Array(Math.ceil(Math.ceil(sizeBytes / chunkSizeBytes) / 8));
    if (base64 !== undefined) this.#bits.set(Buffer.from(base64, 'base64').subarray(0, this.#bits.length));
  }

  has(chunk: number): boolean {
    return ((this.#bits[chunk >> 3] ?? 0) & (1 << (chunk & 7))) !== 0;
  }

  /** Marks every chunk that the range touches. */
  mark(offset: number, length: number): void {
    const last = Math.floor((offset + length - 1) / chunkSizeBytes);
    for (let chunk = Math.floor(offset / chunkSizeBytes); chunk <= last; chunk++)
      this.#bits[chunk >> 3]! |= 1 << (chunk & 7);
  }

  hasAny(offset: number, length: number): boolean {
    const last = Math.floor((offset + length - 1) / chunkSizeBytes);
    for (let chunk = Math.floor(offset / chunkSizeBytes); chunk <= last; chunk++) if (this.has(chunk)) return true;
    return false;
  }

  resized(sizeBytes: number): ChunkBitmap {
    return new ChunkBitmap(sizeBytes, this.toBase64());
  }

  toBytes(): Uint8Array {
    return Uint8Array.from(this.#bits);
  }

  toBase64(): string {
    return Buffer.from(this.#bits).toString('base64');
  }
}
