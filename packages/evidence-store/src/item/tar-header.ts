/** A tar block; headers, padding and the end of the archive count in these. */
export const tarBlockBytes = 512;
/** Two zero blocks end an archive (POSIX.1-1988 ustar). */
export const tarEnd = new Uint8Array(2 * tarBlockBytes);

const largestOctal = 0o77777777777;

/**
 * A ustar header (POSIX.1-1988; sizes above 8 GiB in base 256 as GNU tar writes them) of a regular file, owner 0, mode
 * 0440, time 0: the same bytes always give the same pack.
 */
export function tarHeader(member: string, sizeBytes: number): Buffer {
  const header = Buffer.alloc(tarBlockBytes);
  header.write(member, 0, 100, 'ascii');
  header.write('0000440\0', 100, 'ascii');
  header.write('0000000\0', 108, 'ascii');
  header.write('0000000\0', 116, 'ascii');
  writeSize(header, sizeBytes);
  header.write('00000000000\0', 136, 'ascii');
  header.write('        ', 148, 'ascii');
  header.write('0', 156, 'ascii');
  header.write('ustar\x0000', 257, 'ascii');
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'ascii');
  return header;
}

function writeSize(header: Buffer, sizeBytes: number): void {
  if (sizeBytes <= largestOctal) {
    header.write(`${sizeBytes.toString(8).padStart(11, '0')}\0`, 124, 'ascii');
    return;
  }
  header[124] = 0x80;
  header.writeBigUInt64BE(BigInt(sizeBytes), 128);
}

/** Zero bytes that follow `sizeBytes` of content up to the next block. */
export function tarPadding(sizeBytes: number): number {
  return (tarBlockBytes - (sizeBytes % tarBlockBytes)) % tarBlockBytes;
}
