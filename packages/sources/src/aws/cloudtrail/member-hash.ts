import { createHash, type Hash } from 'node:crypto';
import { createInflateRaw, type InflateRaw } from 'node:zlib';

export interface DecodedHash {
  /** SHA-256 hex of the decompressed bytes; null when they are not one whole gzip member. */
  sha256: string | null;
  sizeBytes: number;
  /** Why there is no hash. */
  problem: string | null;
}

const trailerBytes = 8;
/** Far beyond what CloudTrail writes: a bomb ends here. */
const maxDecodedBytes = 4 * 1024 ** 3;
const maxHeaderBytes = 64 * 1024;

/**
 * Hash of what one gzip member holds, as CloudTrail's digest states it, while the bytes pass by. Bytes behind the member
 * are a finding: gunzip would silently skip or append them.
 */
export class MemberHash {
  readonly #hash: Hash = createHash('sha256');
  readonly #inflate: InflateRaw = createInflateRaw();
  readonly #ended: Promise<void>;
  #head: Buffer | null = Buffer.alloc(0);
  #headerBytes = 0;
  #received = 0;
  #decoded = 0;
  #problem: string | null = null;

  constructor() {
    this.#inflate.on('data', (chunk: Buffer) => {
      this.#decoded += chunk.length;
      if (this.#decoded > maxDecodedBytes) this.#inflate.destroy(new Error('too large when decompressed'));
      else this.#hash.update(chunk);
    });
    this.#ended = new Promise((resolve) => {
      this.#inflate.once('end', resolve);
      this.#inflate.once('error', (error: Error) => {
        this.#problem ??= `not readable gzip: ${error.message}`;
        resolve();
      });
    });
  }

  async update(chunk: Uint8Array): Promise<void> {
    this.#received += chunk.length;
    const body = this.#head === null ? chunk : this.#behindHeader(chunk);
    if (body.length === 0 || this.#problem !== null) return;
    if (!this.#inflate.write(body))
      await Promise.race([new Promise<void>((resolve) => this.#inflate.once('drain', () => resolve())), this.#ended]);
  }

  async end(): Promise<DecodedHash> {
    if (this.#head !== null) this.#problem ??= 'the gzip header is cut off';
    if (this.#problem === null) {
      this.#inflate.end();
      await this.#ended;
    }
    const consumed = this.#headerBytes + this.#inflate.bytesWritten + trailerBytes;
    if (this.#received > consumed) this.#problem ??= `${this.#received - consumed} bytes behind the gzip member`;
    if (this.#received < consumed) this.#problem ??= 'the gzip member is cut off';
    this.#inflate.destroy();
    const sha256 = this.#problem === null ? this.#hash.digest('hex') : null;
    return { sha256, sizeBytes: this.#decoded, problem: this.#problem };
  }

  #behindHeader(chunk: Uint8Array): Uint8Array {
    const head = Buffer.concat([this.#head ?? Buffer.alloc(0), chunk]);
    this.#head = head;
    const length = gzipHeaderLength(head);
    if (length === 'invalid' || (length === 'more' && head.length > maxHeaderBytes)) {
      this.#head = null;
      this.#problem ??= 'not gzip';
      return Buffer.alloc(0);
    }
    if (length === 'more') return Buffer.alloc(0);
    this.#head = null;
    this.#headerBytes = length;
    return head.subarray(length);
  }
}

/** RFC 1952, 2.3: ten bytes, then what the flags announce. */
function gzipHeaderLength(bytes: Buffer): number | 'more' | 'invalid' {
  const magic = [0x1f, 0x8b, 0x08];
  if (magic.some((expected, at) => at < bytes.length && bytes[at] !== expected)) return 'invalid';
  if (bytes.length < 10) return 'more';
  const flags = bytes[3]!;
  let length = 10;
  if (flags & 0x04) {
    if (bytes.length < length + 2) return 'more';
    length += 2 + bytes.readUInt16LE(length);
  }
  for (const flag of [0x08, 0x10])
    if (flags & flag) {
      const end = bytes.indexOf(0, length);
      if (end < 0) return 'more';
      length = end + 1;
    }
  if (flags & 0x02) length += 2;
  return bytes.length < length ? 'more' : length;
}

export async function hashMember(bytes: Uint8Array): Promise<DecodedHash> {
  const member = new MemberHash();
  await member.update(bytes);
  return member.end();
}
