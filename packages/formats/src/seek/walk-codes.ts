import { type BlockCodes, isEnd, isLiteral, isUnused } from './block-codes.ts';

export interface CodesWalked {
  /** Bit after the last code that was followed. */
  bit: number;
  /** Decoded bytes those codes stand for. */
  decoded: number;
  /** True when the end of the block was met. */
  ended: boolean;
}

/** The longest pair of codes with their extra bits is 48 bits; with the bit we begin at, and four bytes read at once. */
const aheadBytes = 11;

/**
 * Follows the codes of a block from `bit` without producing output, as far as `bytes` reach for sure. Null where no code of
 * the block stands. This loop sees every code of the evidence: it is written for speed.
 */
export function walkCodes(bytes: Uint8Array, from: number, codes: BlockCodes): CodesWalked | null {
  const literals = codes.literals.entries;
  const distances = codes.distances.entries;
  const literalMask = codes.literals.mask;
  const distanceMask = codes.distances.mask;
  const lastBit = (bytes.length - aheadBytes) * 8;
  let bit = from;
  let decoded = 0;
  while (bit <= lastBit) {
    let at = bit >>> 3;
    let ahead = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> (bit & 7);
    const entry = literals[ahead & literalMask]!;
    bit += entry & 15;
    if (entry & isLiteral) {
      decoded += 1;
      continue;
    }
    if (isUnused(entry)) return null;
    if (entry & isEnd) return { bit, decoded, ended: true };
    const extra = (entry >> 4) & 15;
    decoded += ((entry >> 8) & 511) + ((ahead >>> (entry & 15)) & ((1 << extra) - 1));
    bit += extra;
    at = bit >>> 3;
    ahead = (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16)) >>> (bit & 7);
    const distance = distances[ahead & distanceMask]!;
    if (isUnused(distance)) return null;
    bit += (distance & 15) + (distance >> 4);
  }
  return { bit, decoded, ended: false };
}
