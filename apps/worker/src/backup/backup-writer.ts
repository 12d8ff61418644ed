import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { BackupFile } from './backup-manifest.ts';
import type { BackupTarget } from './backup-target.ts';

/** Passes bytes through and knows their number and SHA-256 afterwards. */
export class HashingStream extends Transform {
  readonly #hash = createHash('sha256');
  bytes = 0;

  constructor() {
    super({ highWaterMark: 1024 * 1024 });
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    done(null, chunk);
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/** Puts files into a backup and remembers the hash of each. */
export class BackupWriter {
  readonly files: BackupFile[] = [];
  readonly #target: BackupTarget;

  constructor(target: BackupTarget) {
    this.#target = target;
  }

  async addBytes(path: string, bytes: Buffer): Promise<void> {
    await this.#put(path, bytes.length, Readable.from([bytes]), null);
  }

  /** A file that nobody writes any more. One with holes is packed. */
  async addFile(path: string, from: string): Promise<void> {
    const facts = await stat(from);
    const bytes = createReadStream(from, { highWaterMark: 1024 * 1024 });
    // 512 is the unit of `blocks`, whatever the file system's own is (stat(2)).
    if (facts.blocks * 512 < facts.size * 0.9) await this.addPacked(path, (sink) => pipeline(bytes, sink));
    else await this.#put(path, facts.size, bytes, null);
  }

  /** What `produce` writes, packed with gzip; answers with what it answered. */
  async addPacked<Result>(path: string, produce: (sink: Writable) => Promise<Result>): Promise<Result> {
    const temporary = join(this.#target.scratch, 'packed');
    const plain = new HashingStream();
    const packed = pipeline(plain, createGzip({ level: 4 }), createWriteStream(temporary, { mode: 0o600 }));
    packed.catch(() => undefined);
    const result = await produce(plain);
    await packed;
    const { size } = await stat(temporary);
    await this.#put(path, size, createReadStream(temporary, { highWaterMark: 1024 * 1024 }), plain);
    await rm(temporary);
    return result;
  }

  async #put(path: string, storedBytes: number, bytes: Readable, plain: HashingStream | null): Promise<void> {
    const stored = new HashingStream();
    const passed = pipeline(bytes, stored);
    passed.catch(() => undefined);
    await this.#target.put(path, storedBytes, stored);
    await passed;
    const storedSha256 = stored.digest();
    if (stored.bytes !== storedBytes) throw new Error(`${path} changed while it was read`);
    const contents = plain
      ? { bytes: plain.bytes, sha256: plain.digest() }
      : { bytes: storedBytes, sha256: storedSha256 };
    this.files.push({ path, storedBytes, storedSha256, packed: plain !== null, ...contents });
  }
}
