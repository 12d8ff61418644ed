/** One look-up per code: index by the next `bits` bits of the stream, lowest first. Entry 0: no code begins like this. */
export interface HuffmanTable {
  entries: Int32Array;
  mask: number;
}

/** Longest code of deflate (RFC 1951, 3.2.7). */
const longestCode = 15;

/**
 * Table of the canonical code with these lengths (RFC 1951, 3.2.2). `entryOf` gives what a symbol means in bits 4 and up; the
 * length of its code is put into bits 0 to 3. Null when the lengths describe no prefix code.
 */
export function huffmanTable(lengths: Uint8Array, entryOf: (symbol: number) => number): HuffmanTable | null {
  const counts = new Uint16Array(longestCode + 1);
  let longest = 0;
  for (const length of lengths) {
    counts[length]! += 1;
    if (length > longest) longest = length;
  }
  const next = new Uint32Array(longestCode + 1);
  let code = 0;
  for (let length = 1; length <= longest; length++) {
    code = (code + (length === 1 ? 0 : counts[length - 1]!)) << 1;
    next[length] = code;
    if (code + counts[length]! > 1 << length) return null;
  }
  const entries = new Int32Array(1 << longest);
  for (let symbol = 0; symbol < lengths.length; symbol++) {
    const length = lengths[symbol]!;
    if (length === 0) continue;
    const entry = (entryOf(symbol) << 4) | length;
    const step = 1 << length;
    for (let at = reversed(next[length]!++, length); at < entries.length; at += step) entries[at] = entry;
  }
  return { entries, mask: entries.length - 1 };
}

/** Codes are packed with their first bit lowest. */
function reversed(code: number, length: number): number {
  let result = 0;
  for (let bit = 0; bit < length; bit++) if (code & (1 << bit)) result |= 1 << (length - 1 - bit);
  return result;
}
