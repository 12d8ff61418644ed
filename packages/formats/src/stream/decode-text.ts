import { isUtf8 } from 'node:buffer';

/** UTF-8 text of a span. Bytes that are no UTF-8 are shown as visible escapes (‹0xFF›); the raw bytes stay in the evidence. */
export function decodeText(bytes: Buffer, start: number, end: number): { text: string; isValid: boolean } {
  const text = bytes.toString('utf8', start, end);
  if (!text.includes('\ufffd') || isUtf8(bytes.subarray(start, end))) return { text, isValid: true };
  let visible = '';
  let at = start;
  while (at < end) {
    const length = sequenceLength(bytes, at, end);
    if (length === 0) visible += `‹0x${bytes[at]!.toString(16).toUpperCase().padStart(2, '0')}›`;
    else visible += bytes.toString('utf8', at, at + length);
    at += Math.max(1, length);
  }
  return { text: visible, isValid: false };
}

/** Length of the well-formed sequence at `at`, or 0. */
function sequenceLength(bytes: Buffer, at: number, end: number): number {
  const first = bytes[at]!;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  if (length === 0 || at + length > end) return 0;
  return isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}
