import { once } from 'node:events';
import { constants, createInflateRaw, type InflateRaw } from 'node:zlib';

export interface InflateStep {
  output: Buffer[];
  /** How many of the given bytes belong to this deflate stream. */
  consumed: number;
  /** True when the deflate stream ended inside (or right before) the given bytes. */
  ended: boolean;
}

/**
 * One raw deflate stream, fed slice by slice. We read gzip's header and trailer ourselves because node's Gunzip drops what
 * it had already decoded when the trailer or the end is bad, and hides bytes behind the last member.
 */
export class MemberInflater {
  readonly #inflate: InflateRaw;
  #output: Buffer[] = [];
  #fault: Error | null = null;

  constructor() {
    this.#inflate = createInflateRaw({ chunkSize: 256 * 1024, finishFlush: constants.Z_SYNC_FLUSH });
    this.#inflate.on('data', (piece: Buffer) => this.#output.push(piece));
    this.#inflate.on('error', (error) => {
      this.#fault = error;
    });
  }

  /** Throws zlib's error for bytes that are no deflate data. */
  async feed(slice: Buffer): Promise<InflateStep> {
    const before = this.#inflate.bytesWritten;
    if (!this.#inflate.destroyed) await this.#written(slice);
    if (this.#fault) throw this.#fault;
    const consumed = this.#inflate.bytesWritten - before;
    const output = this.#output;
    this.#output = [];
    return { output, consumed, ended: consumed < slice.length };
  }

  /** zlib drops the callback of the write that it fails on: an error or the close that follows ends the wait too. */
  #written(slice: Buffer): Promise<void> {
    const inflate = this.#inflate;
    return new Promise((resolve) => {
      const done = () => {
        inflate.off('error', done).off('close', done);
        resolve();
      };
      inflate.once('error', done).once('close', done);
      inflate.write(slice, done);
    });
  }

  async close(): Promise<void> {
    if (this.#inflate.destroyed) return;
    this.#inflate.destroy();
    if (!this.#inflate.closed) await once(this.#inflate, 'close').catch(() => undefined);
  }
}
