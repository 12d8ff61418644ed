import { isWhite } from './white-space.ts';

/** The object key in front of `index` (which stands on the value's first byte), or null when it cannot be read. */
export function keyBefore(bytes: Buffer, index: number): string | null {
  let at = skipWhiteBack(bytes, index - 1);
  if (bytes[at] !== 0x3a) return null;
  at = skipWhiteBack(bytes, at - 1);
  if (bytes[at] !== 0x22) return null;
  for (let first = at - 1; first >= 0 && at - first < 64; first--)
    if (bytes[first] === 0x22) return bytes.toString('latin1', first + 1, at);
  return null;
}

function skipWhiteBack(bytes: Buffer, index: number): number {
  let at = index;
  while (at >= 0 && isWhite(bytes[at]!)) at--;
  return at;
}
