import { type HuffmanTable, huffmanTable } from './huffman-table.ts';

/** What is needed to follow one compressed block without producing its output. */
export interface BlockCodes {
  literals: HuffmanTable;
  distances: HuffmanTable;
}

/** Meaning of an entry of `literals`, above the four bits of the code's length. */
export const isLiteral = 1 << 20;
export const isEnd = 1 << 21;
const lengthBits = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const lengthBases = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
];
const distanceCodes = 30;
const orderOfLengths = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
/** Symbols that deflate never uses keep this mark, so that meeting one is damage. */
const unused = 1 << 22;

/** Extra bits in 0 to 3 of the meaning, base length in 4 to 12. */
function literalMeaning(symbol: number): number {
  if (symbol < 256) return isLiteral >> 4;
  if (symbol === 256) return isEnd >> 4;
  const at = symbol - 257;
  return at < lengthBits.length ? lengthBits[at]! | (lengthBases[at]! << 4) : unused >> 4;
}

/** Extra bits only: where a match comes from does not matter to who counts its bytes. */
function distanceMeaning(symbol: number): number {
  if (symbol >= distanceCodes) return unused >> 4;
  return symbol < 4 ? 0 : (symbol >> 1) - 1;
}

export function isUnused(entry: number): boolean {
  return entry === 0 || (entry & unused) !== 0;
}

function codesOf(literals: Uint8Array, distances: Uint8Array): BlockCodes | null {
  const first = huffmanTable(literals, literalMeaning);
  const second = huffmanTable(distances, distanceMeaning);
  return first && second ? { literals: first, distances: second } : null;
}

let fixed: BlockCodes | null = null;

/** RFC 1951, 3.2.6. */
export function fixedCodes(): BlockCodes {
  const literals = new Uint8Array(288).fill(8, 0, 144).fill(9, 144, 256).fill(7, 256, 280).fill(8, 280, 288);
  fixed ??= codesOf(literals, new Uint8Array(32).fill(5));
  if (!fixed) throw new TypeError('the fixed codes of RFC 1951 are a prefix code');
  return fixed;
}

/** Reads the codes of a dynamic block (RFC 1951, 3.2.7) from `take(count of bits)`. Null for what no encoder writes. */
export function readDynamicCodes(take: (bits: number) => number): BlockCodes | null {
  const literalCount = take(5) + 257;
  const distanceCount = take(5) + 1;
  const lengthCount = take(4) + 4;
  const order = new Uint8Array(19);
  for (let at = 0; at < lengthCount; at++) order[orderOfLengths[at]!] = take(3);
  const lengthTable = huffmanTable(order, (symbol) => symbol);
  if (!lengthTable) return null;
  const lengths = new Uint8Array(literalCount + distanceCount);
  for (let at = 0; at < lengths.length; ) {
    const symbol = readSymbol(lengthTable, take);
    if (symbol === null) return null;
    if (symbol < 16) {
      lengths[at++] = symbol;
      continue;
    }
    if (symbol === 16 && at === 0) return null;
    const value = symbol === 16 ? lengths[at - 1]! : 0;
    const count = symbol === 16 ? take(2) + 3 : symbol === 17 ? take(3) + 3 : take(7) + 11;
    if (at + count > lengths.length) return null;
    lengths.fill(value, at, at + count);
    at += count;
  }
  if (lengths[256] === 0) return null;
  return codesOf(lengths.subarray(0, literalCount), lengths.subarray(literalCount));
}

/** Bit by bit is enough for the few hundred lengths of a header. */
function readSymbol(table: HuffmanTable, take: (bits: number) => number): number | null {
  let index = 0;
  for (let length = 1; length <= 7; length++) {
    index |= take(1) << (length - 1);
    const entry = table.entries[index & table.mask]!;
    if (entry !== 0 && (entry & 15) === length) return entry >> 4;
  }
  return null;
}
