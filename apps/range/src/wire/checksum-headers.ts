import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

/** Running checksum of a body. */
export interface RunningChecksum {
  update(data: Buffer): void;
  /** Base64, big-endian for the CRCs. */
  digest(): string;
}

function reflectedTable(polynomial: number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ polynomial : c >>> 1;
    return c >>> 0;
  });
}

const CRC32C = reflectedTable(0x82f63b78);

function crc(step: (data: Buffer, value: number) => number): RunningChecksum {
  let value = 0;
  return {
    update: (data) => {
      value = step(data, value);
    },
    digest: () => {
      const out = Buffer.alloc(4);
      out.writeUInt32BE(value >>> 0);
      return out.toString('base64');
    },
  };
}

function crc32c(data: Buffer, start: number): number {
  let c = ~start >>> 0;
  for (const byte of data) c = ((CRC32C[(c ^ byte) & 0xff] ?? 0) ^ (c >>> 8)) >>> 0;
  return ~c >>> 0;
}

function hashed(hash: Hash): RunningChecksum {
  return { update: (data) => void hash.update(data), digest: () => hash.digest('base64') };
}

const MAKERS: Record<string, () => RunningChecksum> = {
  'x-amz-checksum-crc32': () => crc((data, value) => crc32(data, value)),
  'x-amz-checksum-crc32c': () => crc(crc32c),
  'x-amz-checksum-sha1': () => hashed(createHash('sha1')),
  'x-amz-checksum-sha256': () => hashed(createHash('sha256')),
};

/** The checksum that goes with an S3 checksum header (header or trailer), or undefined for one that is not modelled (CRC-64/NVME). */
export function checksumForHeader(name: string): RunningChecksum | undefined {
  return MAKERS[name.toLowerCase()]?.();
}
