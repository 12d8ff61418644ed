/** Blocks of a 64 TiB volume, the largest that EBS offers, at 512 KiB each. */
const mostBlocks = 2 ** 27;

/** Which blocks a list names, with 32 bits of each checksum: enough to tell a repetition from a contradiction. */
export class ListedBlocks {
  #marks = new Uint32Array(1024);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** `outside`: no volume has such a block. `repeated`: listed before with the same checksum, as after a kill. */
  add(index: number, sha256: Uint8Array): 'new' | 'repeated' | 'contradicted' | 'outside' {
    if (!Number.isInteger(index) || index < 0 || index >= mostBlocks) return 'outside';
    if (index >= this.#marks.length) this.#grow(index);
    // Zero means "not listed", so a checksum that begins with zeros counts as one.
    const mark = Buffer.from(sha256.buffer, sha256.byteOffset, sha256.length).readUInt32BE(0) || 1;
    const known = this.#marks[index]!;
    if (known !== 0) return known === mark ? 'repeated' : 'contradicted';
    this.#marks[index] = mark;
    this.#count += 1;
    return 'new';
  }

  #grow(index: number): void {
    const larger = new Uint32Array(Math.min(mostBlocks, Math.max(index + 1, this.#marks.length * 2)));
    larger.set(this.#marks);
    this.#marks = larger;
  }
}
