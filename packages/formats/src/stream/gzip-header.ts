export type GzipHeader = { state: 'complete'; length: number } | { state: 'incomplete' } | { state: 'invalid' };

/** Length of the gzip member header at the start of `bytes` (RFC 1952, 2.3): fixed part, extra field, name, comment, CRC. */
export function readGzipHeader(bytes: Uint8Array): GzipHeader {
  const magic = [0x1f, 0x8b, 8];
  for (let index = 0; index < Math.min(3, bytes.length); index++)
    if (bytes[index] !== magic[index]) return { state: 'invalid' };
  if (bytes.length < 10) return { state: 'incomplete' };
  const flags = bytes[3]!;
  // Reserved bits must be zero: a compliant reader gives up here (RFC 1952, 2.3.1.2).
  if ((flags & 0xe0) !== 0) return { state: 'invalid' };
  let at = 10;
  if (flags & 4) {
    if (bytes.length < at + 2) return { state: 'incomplete' };
    at += 2 + bytes[at]! + bytes[at + 1]! * 256;
  }
  for (const flag of [8, 16]) {
    if (!(flags & flag)) continue;
    const zero = bytes.indexOf(0, at);
    if (zero < 0) return { state: 'incomplete' };
    at = zero + 1;
  }
  if (flags & 2) at += 2;
  return bytes.length < at ? { state: 'incomplete' } : { state: 'complete', length: at };
}
