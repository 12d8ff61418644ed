/** One chunk is given to the socket in one turn of the event loop, and the parser takes the turn between: small ones starve COPY. */
const chunkBytes = 1024 * 1024;
/** Counting the bytes of a short text costs more than the room it may not need: at most 3 for one UTF-16 unit. */
const mostGuessed = 65_536;
const roomOf = (text: string) => (text.length > mostGuessed ? Buffer.byteLength(text) : text.length * 3);
/** OID of `text` in every PostgreSQL. */
const textOid = 25;
const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const spare: Buffer[] = [];
/** Two batches of the usual size. */
const mostSpare = 40;
const trailer = Buffer.from([0xff, 0xff]);

/** Rows in COPY's binary form (documentation of COPY, "Binary Format"), in chunks that may end between any two fields. */
export class BinaryWriter {
  readonly #full: Buffer[] = [];
  #chunk: Buffer = Buffer.alloc(0);
  #at = 0;

  /** After the last use of `pieces`: the chunks serve the next rows. New ones each time would keep the collector busy. */
  release(): void {
    for (const chunk of [...this.#full, this.#chunk])
      if (chunk.buffer.byteLength === chunkBytes && spare.length < mostSpare) spare.push(Buffer.from(chunk.buffer));
    this.#full.length = 0;
    this.#chunk = Buffer.alloc(0);
    this.#at = 0;
  }

  /** The whole stream: signature, what was written, trailer. */
  *pieces(): Generator<Buffer> {
    yield signature;
    yield* this.#full;
    if (this.#at > 0) yield this.#chunk.subarray(0, this.#at);
    yield trailer;
  }

  row(fields: number): void {
    this.#reserve(2);
    this.#at = this.#chunk.writeInt16BE(fields, this.#at);
  }

  absent(): void {
    this.#reserve(4);
    this.#at = this.#chunk.writeInt32BE(-1, this.#at);
  }

  /** NUL and lone surrogates must be escaped before: bytes have no form for them. */
  text(value: string): void {
    this.#reserve(4 + roomOf(value));
    this.#text(value);
  }

  /** jsonb: its version stands before its text. */
  json(text: string): void {
    this.#reserve(5 + roomOf(text));
    const length = this.#chunk.write(text, this.#at + 5);
    this.#chunk.writeInt32BE(length + 1, this.#at);
    this.#chunk[this.#at + 4] = 1;
    this.#at += 5 + length;
  }

  bytes(value: Uint8Array): void {
    this.#reserve(4 + value.length);
    this.#at = this.#chunk.writeInt32BE(value.length, this.#at);
    this.#chunk.set(value, this.#at);
    this.#at += value.length;
  }

  integer(value: number | bigint, size: 2 | 4 | 8): void {
    this.#reserve(12);
    this.#at = this.#chunk.writeInt32BE(size, this.#at);
    if (size === 2) this.#at = this.#chunk.writeInt16BE(Number(value), this.#at);
    else if (size === 4) this.#at = this.#chunk.writeInt32BE(Number(value), this.#at);
    else this.#at = this.#chunk.writeBigInt64BE(BigInt(value), this.#at);
  }

  flag(value: boolean): void {
    this.#reserve(5);
    this.#at = this.#chunk.writeInt32BE(1, this.#at);
    this.#chunk[this.#at++] = value ? 1 : 0;
  }

  /** text[] of one dimension, counted from 1; an empty one has no dimension. */
  list(items: readonly string[]): void {
    let most = 24;
    for (const item of items) most += 4 + roomOf(item);
    this.#reserve(most);
    const start = this.#at;
    const words = items.length === 0 ? [0, 0, textOid] : [1, 0, textOid, items.length, 1];
    this.#at += 4;
    for (const word of words) this.#at = this.#chunk.writeInt32BE(word, this.#at);
    for (const item of items) this.#text(item);
    this.#chunk.writeInt32BE(this.#at - start - 4, start);
  }

  #text(value: string): void {
    const length = this.#chunk.write(value, this.#at + 4);
    this.#chunk.writeInt32BE(length, this.#at);
    this.#at += 4 + length;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#chunk.length) return;
    if (this.#at > 0) this.#full.push(this.#chunk.subarray(0, this.#at));
    this.#chunk = (bytes <= chunkBytes && spare.pop()) || Buffer.allocUnsafeSlow(Math.max(chunkBytes, bytes));
    this.#at = 0;
  }
}
