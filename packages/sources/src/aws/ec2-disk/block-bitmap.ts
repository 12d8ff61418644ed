import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** Which blocks of a volume are durable. 16 TiB of 512 KiB blocks are 4 MiB here, and mostly far less in the checkpoint. */
export class BlockBitmap {
  readonly #bits: Uint8Array;
  #count = 0;

  constructor(blocks: number) {
    this.#bits = new Uint8Array(Math.ceil(blocks / 8));
  }

  /** Reads what `toText` wrote; throws for a text that does not belong to a volume of this size. */
  static fromText(text: string, blocks: number): BlockBitmap {
    const bitmap = new BlockBitmap(blocks);
    const bits = inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: bitmap.#bits.length + 1 });
    if (bits.length !== bitmap.#bits.length)
      throw new RangeError(`bitmap of ${bits.length} bytes for a volume that needs ${bitmap.#bits.length}`);
    bitmap.#bits.set(bits);
    for (let byte of bits) for (; byte !== 0; byte &= byte - 1) bitmap.#count += 1;
    return bitmap;
  }

  get count(): number {
    return this.#count;
  }

  has(index: number): boolean {
    return ((this.#bits[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
  }

  add(index: number): void {
    if (index < 0 || index >> 3 >= this.#bits.length) throw new RangeError(`block ${index} lies outside of the volume`);
    if (this.has(index)) return;
    this.#bits[index >> 3] = this.#bits[index >> 3]! | (1 << (index & 7));
    this.#count += 1;
  }

  toText(): string {
    return deflateRawSync(this.#bits).toString('base64');
  }
}
