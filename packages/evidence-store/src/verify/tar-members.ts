import type { ReadExactly } from '../item/chunk-hasher.ts';
import { tarBlockBytes, tarPadding } from '../item/tar-header.ts';

export interface TarMember {
  /** As the archive says it: not yet a path that anyone may use. */
  name: string;
  kind: 'file' | 'folder' | 'other';
  /** Of its first byte in the archive. */
  offset: number;
  sizeBytes: number;
}

/** A header that is none; `offset` says where. */
export class TarFault extends Error {
  override name = 'TarFault';
}

/** Names and sizes of extended headers are short; more is refused rather than read. */
const largestHeaderBytes = 1024 * 1024;

/**
 * Members of a tar archive (POSIX ustar and pax, and GNU's long names and sizes), read by jumping from header to header:
 * contents are not touched. Throws TarFault where the archive cannot be followed any further.
 */
export async function* tarMembers(read: ReadExactly, archiveBytes: number): AsyncIterable<TarMember> {
  let at = 0;
  let next: { name?: string; size?: number } = {};
  while (at + tarBlockBytes <= archiveBytes) {
    const header = Buffer.from(await read(at, tarBlockBytes));
    if (header.every((byte) => byte === 0)) {
      await checkEnd(read, at, archiveBytes);
      return;
    }
    checkSum(header, at);
    const type = String.fromCharCode(header[156]!);
    const sizeBytes = next.size ?? numberAt(header, 124, 12, at);
    const offset = at + tarBlockBytes;
    if (offset + sizeBytes > archiveBytes) throw new TarFault(`the member at byte ${at} is cut off`);
    if (type === 'x' || type === 'L') next = { ...next, ...(await extended(read, type, offset, sizeBytes)) };
    else if (type !== 'g') {
      const kind = type === '0' || type === '\0' ? 'file' : type === '5' ? 'folder' : 'other';
      yield { name: next.name ?? nameOf(header), kind, offset, sizeBytes };
      next = {};
    }
    at = offset + sizeBytes + tarPadding(sizeBytes);
  }
  throw new TarFault('the archive has no end: it was cut off');
}

async function checkEnd(read: ReadExactly, at: number, archiveBytes: number): Promise<void> {
  for (let place = at; place < archiveBytes; place += 65_536) {
    const rest = await read(place, Math.min(65_536, archiveBytes - place));
    if (rest.some((byte) => byte !== 0)) throw new TarFault(`bytes follow the end of the archive at byte ${at}`);
  }
}

function checkSum(header: Buffer, at: number): void {
  const stated = Number.parseInt(text(header, 148, 8).trim(), 8);
  let sum = 8 * 0x20;
  for (const [index, byte] of header.entries()) if (index < 148 || index >= 156) sum += byte;
  if (sum !== stated) throw new TarFault(`there is no tar header at byte ${at}`);
}

function nameOf(header: Buffer): string {
  const prefix = text(header, 257, 6).startsWith('ustar') ? text(header, 345, 155) : '';
  const name = text(header, 0, 100);
  return prefix === '' ? name : `${prefix}/${name}`;
}

/** Octal digits, or base 256 with the first bit set, as GNU tar writes what octal cannot hold. */
function numberAt(header: Buffer, start: number, length: number, at: number): number {
  const value =
    header[start]! & 0x80
      ? Number(header.readBigUInt64BE(start + length - 8))
      : Number.parseInt(text(header, start, length).trim() || '0', 8);
  if (!Number.isSafeInteger(value) || value < 0) throw new TarFault(`the header at byte ${at} states no usable size`);
  return value;
}

function text(header: Buffer, start: number, length: number): string {
  const end = header.indexOf(0, start);
  return header.toString('utf8', start, end === -1 ? start + length : Math.min(end, start + length));
}

async function extended(read: ReadExactly, type: string, offset: number, sizeBytes: number) {
  if (sizeBytes > largestHeaderBytes) throw new TarFault(`the extended header at byte ${offset} is too large`);
  const bytes = Buffer.from(await read(offset, sizeBytes));
  if (type === 'L') return { name: text(bytes, 0, bytes.length) };
  const found: { name?: string; size?: number } = {};
  // Each record is "<length> <key>=<value>\n", the length counting all of it.
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(bytes.toString('latin1', at, Math.max(at, space)));
    if (!Number.isInteger(length) || length < 5 || at + length > bytes.length)
      throw new TarFault(`the extended header at byte ${offset} cannot be read`);
    const [key, ...value] = bytes.toString('utf8', space + 1, at + length - 1).split('=');
    if (key === 'path') found.name = value.join('=');
    if (key === 'size') found.size = Number(value.join('='));
    at += length;
  }
  if (found.size !== undefined && (!Number.isSafeInteger(found.size) || found.size < 0))
    throw new TarFault(`the extended header at byte ${offset} states no usable size`);
  return found;
}
