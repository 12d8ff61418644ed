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
/** Text up to this length is written by hand: the call into node costs more. */
const mostByHand = 32;
const trailer = Buffer.from([0xff, 0xff]);

/** Rows in COPY's binary form (documentation of COPY, "Binary Format"), in chunks that may end between any two fields. */
export class BinaryWriter {
  readonly #full: Buffer[] = [];
  #chunk: Buffer = Buffer.alloc(0);
  /** The same bytes: its integers are compiled in line, those of Buffer are calls with checks of their own. */
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;

  /** After the last use of `pieces`: the chunks serve the next rows. New ones each time would keep the collector busy. */
  release(): void {
    for (const chunk of [...this.#full, this.#chunk])
      if (chunk.buffer.byteLength === chunkBytes && spare.length < mostSpare) spare.push(Buffer.from(chunk.buffer));
    this.#full.length = 0;
    this.#use(Buffer.alloc(0));
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
    this.#view.setInt16(this.#at, fields);
    this.#at += 2;
  }

  absent(): void {
    this.#reserve(4);
    this.#word(-1);
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
    this.#word(length + 1);
    this.#chunk[this.#at] = 1;
    this.#at += 1 + length;
  }

  bytes(value: Uint8Array): void {
    this.#reserve(4 + value.length);
    this.#word(value.length);
    this.#chunk.set(value, this.#at);
    this.#at += value.length;
  }

  integer(value: number | bigint, size: 2 | 4 | 8): void {
    this.#reserve(12);
    this.#word(size);
    if (size === 2) this.#view.setInt16(this.#at, Number(value));
    else if (size === 4) this.#view.setInt32(this.#at, Number(value));
    else this.#view.setBigInt64(this.#at, BigInt(value));
    this.#at += size;
  }

  flag(value: boolean): void {
    this.#reserve(5);
    this.#word(1);
    this.#chunk[this.#at++] = value ? 1 : 0;
  }

  /** text[] of one dimension, counted from 1; an empty one has no dimension. */
  list(items: readonly string[]): void {
    let most = 24;
    for (const item of items) most += 4 + roomOf(item);
    this.#reserve(most);
    const start = this.#at;
    this.#at += 4;
    this.#word(items.length === 0 ? 0 : 1);
    this.#word(0);
    this.#word(textOid);
    if (items.length > 0) {
      this.#word(items.length);
      this.#word(1);
    }
    for (const item of items) this.#text(item);
    this.#view.setInt32(start, this.#at - start - 4);
  }

  #word(value: number): void {
    this.#view.setInt32(this.#at, value);
    this.#at += 4;
  }

  #text(value: string): void {
    const from = this.#at + 4;
    let length = value.length > mostByHand ? -1 : this.#ascii(value, from);
    if (length < 0) length = this.#chunk.write(value, from);
    this.#word(length);
    this.#at += length;
  }

  /** -1 when a character is not ASCII. */
  #ascii(value: string, from: number): number {
    const chunk = this.#chunk;
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      if (code > 0x7f) return -1;
      chunk[from + index] = code;
    }
    return value.length;
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#chunk.length) return;
    if (this.#at > 0) this.#full.push(this.#chunk.subarray(0, this.#at));
    this.#use((bytes <= chunkBytes && spare.pop()) || Buffer.allocUnsafeSlow(Math.max(chunkBytes, bytes)));
  }

  #use(chunk: Buffer): void {
    this.#chunk = chunk;
    this.#view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    this.#at = 0;
  }
}
