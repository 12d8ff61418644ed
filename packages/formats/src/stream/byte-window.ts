/**
 * A growing window over the decoded stream: `append` at the end, `drop` at the start. Positions are indexes into `bytes`;
 * `base + index` is the offset in the decoded object. Copies amortise: capacity doubles, and space is reclaimed only when half is dead.
 */
export class ByteWindow {
  bytes: Buffer = Buffer.allocUnsafe(512 * 1024);
  start = 0;
  end = 0;
  /** Decoded offset of index 0. */
  base = 0;

  get appended(): number {
    return this.base + this.end;
  }

  /** Returns by how much every index moved down (0 when nothing moved). */
  append(chunk: Uint8Array): number {
    let moved = 0;
    if (this.end + chunk.length > this.bytes.length) moved = this.#makeRoom(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
    return moved;
  }

  #makeRoom(extra: number): number {
    const moved = this.start;
    const live = this.end - this.start;
    const target =
      (live + extra) * 2 > this.bytes.length
        ? Buffer.allocUnsafe(Math.max(this.bytes.length, (live + extra) * 2))
        : this.bytes;
    this.bytes.copy(target, 0, this.start, this.end);
    this.bytes = target;
    this.base += moved;
    this.end = live;
    this.start = 0;
    return moved;
  }
}
