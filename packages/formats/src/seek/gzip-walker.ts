import { readGzipHeader } from '../stream/gzip-header.ts';
import { StreamFault } from '../stream/stream-fault.ts';
import { type BlockCodes, fixedCodes, readDynamicCodes } from './block-codes.ts';
import { walkCodes } from './walk-codes.ts';

/** A place where decoding can begin: the first bit of a deflate block. */
export interface BlockStart {
  /** Counted in the stored object. */
  storedBit: number;
  decodedOffset: number;
  /** Decoded offset at which the block's gzip member begins: nothing before it is ever copied from. */
  memberOffset: number;
}

type State = 'header' | 'block' | 'stored' | 'codes' | 'trailer' | 'over';

/** More than the longest block header (570 bytes) and what walkCodes wants to see ahead. */
const marginBytes = 640;
const maxHeaderBytes = 1024 * 1024;

/**
 * Follows gzip members (RFC 1952) and their deflate blocks (RFC 1951) without decompressing, and names where every block
 * begins. zlib stops at blocks too, but node does not say at which bit. Throws StreamFault where the data is damaged.
 */
export class GzipWalker {
  readonly #onBlock: (start: BlockStart) => void;
  #bytes: Buffer = Buffer.alloc(0);
  /** Position in `#bytes`. */
  #bit = 0;
  /** Bytes of the object before `#bytes`. */
  #dropped = 0;
  #realBytes = 0;
  #state: State = 'header';
  #codes: BlockCodes = fixedCodes();
  #isLastBlock = false;
  #storedLeft = 0;
  #member = 0;
  #memberOffset = 0;
  #decoded = 0;

  constructor(onBlock: (start: BlockStart) => void) {
    this.#onBlock = onBlock;
  }

  /** Decoded bytes that the blocks followed so far stand for. */
  get decoded(): number {
    return this.#decoded;
  }

  /** Stored bytes of which everything was followed; all that there are when nothing more is looked for. */
  get storedBytes(): number {
    return this.#dropped + (this.#state === 'over' ? this.#realBytes : this.#bit >>> 3);
  }

  feed(slice: Buffer): void {
    if (this.#state === 'over') {
      this.#dropped += slice.length;
      return;
    }
    this.#take(slice);
    this.#run(this.#realBytes - marginBytes);
  }

  /** Follows what is left; a stream that ends early simply ends here. */
  finish(): void {
    if (this.#state === 'over') return;
    this.#take(Buffer.alloc(0));
    this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(marginBytes)]);
    this.#run(this.#realBytes);
  }

  #take(slice: Buffer): void {
    const used = Math.min(this.#bit >>> 3, this.#bytes.length);
    this.#bytes = Buffer.concat([this.#bytes.subarray(used), slice]);
    this.#bit -= used * 8;
    this.#dropped += used;
    this.#realBytes = this.#bytes.length;
  }

  /** One step after the other, while they begin below `limit` (a byte of the buffer). */
  #run(limit: number): void {
    while (this.#state !== 'over' && this.#bit < limit * 8) {
      const before = this.#bit;
      const state = this.#state;
      if (state === 'header') this.#header();
      else if (state === 'block') this.#block();
      else if (state === 'stored') this.#stored();
      else if (state === 'codes') this.#follow();
      else this.#trailer();
      if (this.#bit === before && this.#state === state) return;
    }
  }

  #header(): void {
    const rest = this.#bytes.subarray(this.#bit >>> 3, this.#realBytes);
    const header = readGzipHeader(rest);
    if (header.state === 'incomplete' && rest.length < maxHeaderBytes) return;
    if (header.state !== 'complete') {
      // As gzip(1): what follows the last member and is no member is not ours to judge.
      if (this.#member === 0) throw this.#damage('the gzip header is damaged');
      this.#state = 'over';
      return;
    }
    this.#member += 1;
    this.#memberOffset = this.#decoded;
    this.#bit += header.length * 8;
    this.#state = 'block';
  }

  #bits(count: number): number {
    const at = this.#bit >>> 3;
    const [first = 0, second = 0, third = 0] = [this.#bytes[at], this.#bytes[at + 1], this.#bytes[at + 2]];
    const value = ((first | (second << 8) | (third << 16)) >>> (this.#bit & 7)) & ((1 << count) - 1);
    this.#bit += count;
    return value;
  }

  #block(): void {
    const storedBit = this.#dropped * 8 + this.#bit;
    this.#onBlock({ storedBit, decodedOffset: this.#decoded, memberOffset: this.#memberOffset });
    this.#isLastBlock = this.#bits(1) === 1;
    const kind = this.#bits(2);
    if (kind === 0) {
      this.#bit = Math.ceil(this.#bit / 8) * 8;
      const length = this.#bits(16);
      if ((length ^ this.#bits(16)) !== 0xffff) throw this.#damage();
      this.#storedLeft = length;
      this.#state = 'stored';
      if (length === 0) this.#blockEnded();
      return;
    }
    const codes = kind === 1 ? fixedCodes() : kind === 2 ? readDynamicCodes((count) => this.#bits(count)) : null;
    if (!codes) throw this.#damage();
    this.#codes = codes;
    this.#state = 'codes';
  }

  #stored(): void {
    const count = Math.min(this.#storedLeft, this.#realBytes - (this.#bit >>> 3));
    this.#bit += count * 8;
    this.#decoded += count;
    this.#storedLeft -= count;
    if (this.#storedLeft === 0) this.#blockEnded();
  }

  #follow(): void {
    const walked = walkCodes(this.#bytes, this.#bit, this.#codes);
    if (!walked) throw this.#damage();
    this.#bit = walked.bit;
    this.#decoded += walked.decoded;
    if (walked.ended) this.#blockEnded();
  }

  #blockEnded(): void {
    this.#state = this.#isLastBlock ? 'trailer' : 'block';
    if (this.#isLastBlock) this.#bit = Math.ceil(this.#bit / 8) * 8;
  }

  #trailer(): void {
    const at = this.#bit >>> 3;
    if (at + 8 > this.#realBytes) return;
    if (this.#bytes.readUInt32LE(at + 4) !== (this.#decoded - this.#memberOffset) % 2 ** 32)
      throw this.#damage('the gzip data does not decode to the length it says');
    this.#bit += 64;
    this.#state = 'header';
  }

  #damage(reason = 'the gzip data is damaged'): StreamFault {
    return new StreamFault(reason, this.#dropped + (this.#bit >>> 3));
  }
}
