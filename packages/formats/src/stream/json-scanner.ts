/** How scanning inside one JSON value stopped. `at` is the index after the value, of the array's bracket, or of the error. */
export const scanMore = 0;
export const scanClosed = 1;
export const scanArrayInObject = 2;
export const scanError = 3;

const quote = 1;
const open = 2;
const close = 3;
const digit = 4;
const colon = 5;
/** Class of each byte outside strings. */
const outside = new Uint8Array(256);
outside[0x22] = quote;
outside[0x7b] = open;
outside[0x5b] = open;
outside[0x7d] = close;
outside[0x5d] = close;
outside[0x3a] = colon;
for (let byte = 0x30; byte <= 0x39; byte++) outside[byte] = digit;
/** Bytes that interrupt the inner loop of a string: its end, an escape, and line ends (which JSON forbids inside strings). */
const stops = new Uint8Array(256);
stops[0x22] = 1;
stops[0x5c] = 1;
stops[0x0a] = 1;
const isNumberByte = new Uint8Array(256);
for (const character of '0123456789.eE+-') isNumberByte[character.charCodeAt(0)] = 1;

const hardDepth = 100_000;
const longNumber = 16;

/**
 * Finds the end of one JSON value by brackets and strings only; JSON.parse judges the rest. It stops early where a bracket
 * cannot stand (after a lost byte, at the start of the next line), which is what lets the splitter resume at the next record.
 */
export class JsonScanner {
  depth = 0;
  maxDepth = 0;
  /** Members seen (colons outside strings): more than the parsed value has means duplicate keys. */
  members = 0;
  /** True when a number may not survive JSON.parse: 16 digits or more, or an exponent. */
  hasLongNumber = false;
  /** Where the scan goes on, and after a stop what it stopped at. */
  at = 0;
  error = '';
  #inString = false;
  #numberLength = 0;
  #kinds = new Uint8Array(256);

  /** Begins at the `{`, `[` or `"` that stands at `index`. */
  begin(index: number): void {
    this.at = index;
    this.depth = 0;
    this.maxDepth = 0;
    this.members = 0;
    this.hasLongNumber = false;
    this.#inString = false;
    this.#numberLength = 0;
  }

  /** Goes on inside an object whose brace was read before: at depth 1. */
  resumeObject(index: number): void {
    this.begin(index);
    this.depth = 1;
    this.maxDepth = 1;
    this.#kinds[0] = 0x7b;
  }

  scan(bytes: Uint8Array, end: number): number {
    // The loops run over locals: this is the hottest code of an import.
    const classes = outside;
    let index = this.at;
    let inString = this.#inString;
    for (;;) {
      if (inString) {
        index = stringStop(bytes, index, end);
        this.#inString = index < 0 || bytes[index] === 0x0a;
        if (index < 0) return this.#stop(~index, scanMore);
        if (this.#inString) return this.#fail(index, 'a line ends inside a string');
        index++;
        inString = false;
        if (this.depth === 0) return this.#stop(index, scanClosed);
      }
      let kind = 0;
      const from = index;
      while (index < end) {
        kind = classes[bytes[index]!]!;
        if (kind !== 0) break;
        index++;
      }
      if (index > from) this.#numberLength = 0;
      if (index >= end) return this.#stop(index, scanMore);
      if (kind === digit) {
        index = this.#number(bytes, index, end);
        continue;
      }
      this.#numberLength = 0;
      if (kind === quote) inString = true;
      else if (kind === colon) this.members++;
      else if (kind === open) {
        const result = this.#open(bytes, index);
        if (result !== scanMore) return result;
      } else if (this.#close(bytes, index)) {
        if (this.error !== '') return this.#fail(index, this.error);
        return this.#stop(index + 1, scanClosed);
      }
      index++;
    }
  }

  #number(bytes: Uint8Array, from: number, end: number): number {
    let index = from;
    while (index < end && isNumberByte[bytes[index]!] === 1) {
      if ((bytes[index]! | 0x20) === 0x65) this.hasLongNumber = true;
      index++;
    }
    this.#numberLength += index - from;
    if (this.#numberLength >= longNumber) this.hasLongNumber = true;
    return index;
  }

  #open(bytes: Uint8Array, index: number): number {
    const byte = bytes[index]!;
    if (this.depth > 0) {
      const before = byteBefore(bytes, index);
      const isInObject = this.#kinds[this.depth - 1] === 0x7b;
      const fits = isInObject ? before === 0x3a : before === 0x5b || before === 0x2c;
      if (before !== -1 && !fits) return this.#fail(index, 'a bracket opens where none can stand');
      if (this.depth >= hardDepth) return this.#fail(index, `nested deeper than ${hardDepth}`);
    }
    if (this.depth >= this.#kinds.length) {
      const larger = new Uint8Array(this.#kinds.length * 4);
      larger.set(this.#kinds);
      this.#kinds = larger;
    }
    this.#kinds[this.depth++] = byte;
    if (this.depth > this.maxDepth) this.maxDepth = this.depth;
    if (byte !== 0x5b || this.depth !== 2 || this.#kinds[0] !== 0x7b) return scanMore;
    return this.#stop(index, scanArrayInObject);
  }

  /** After scanArrayInObject: the array is an ordinary one, go on inside it. */
  enterArray(): void {
    this.at++;
  }

  /** True when the value closed or the bracket does not match (then `error` is set). */
  #close(bytes: Uint8Array, index: number): boolean {
    const expected = this.#kinds[this.depth - 1]! + 2;
    this.error = bytes[index] === expected ? '' : 'a bracket closes what was not opened';
    if (this.error !== '') return true;
    this.depth--;
    return this.depth === 0;
  }

  #stop(index: number, result: number): number {
    this.at = index;
    return result;
  }

  #fail(index: number, error: string): number {
    this.error = error;
    return this.#stop(index, scanError);
  }
}

/** Index of the quote or line end that stops a string; when the bytes run out first, the bitwise complement of where to go on. */
function stringStop(bytes: Uint8Array, from: number, end: number): number {
  const table = stops;
  const last = end - 4;
  let index = from;
  while (index < end) {
    // Four at a time, as long as none of them stops.
    while (
      index <= last &&
      (table[bytes[index]!]! | table[bytes[index + 1]!]! | table[bytes[index + 2]!]! | table[bytes[index + 3]!]!) === 0
    )
      index += 4;
    while (index < end && table[bytes[index]!] === 0) index++;
    if (index >= end) break;
    if (bytes[index] !== 0x5c) return index;
    if (index + 1 >= end) break;
    index += 2;
  }
  return ~index;
}

/** The last byte before `index` that is not white space; -1 when it lies outside the window. */
export function byteBefore(bytes: Uint8Array, index: number): number {
  for (let at = index - 1; at >= 0 && at > index - 4096; at--) {
    const byte = bytes[at]!;
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return byte;
  }
  return -1;
}
