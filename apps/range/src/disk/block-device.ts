/** A volume as EBS sees it: blocks of 512 KiB, of which only the written ones exist. */
export const BLOCK_SIZE = 524_288;

export interface BlockDevice {
  /** Blocks of the whole volume. */
  blockCount: number;
  /** Index of the first written block at or after `index`, or undefined. */
  nextWritten(index: number): number | undefined;
  /** The 512 KiB of a block; zeros for one that was never written. */
  read(index: number): Buffer;
}

/** A device over bytes from the start of the disk: blocks that hold only zeros count as never written. */
export function bytesDevice(bytes: Buffer, sizeBytes: number): BlockDevice {
  const blocks = new Map<number, Buffer>();
  for (let index = 0; index * BLOCK_SIZE < bytes.length; index++) {
    const part = bytes.subarray(index * BLOCK_SIZE, (index + 1) * BLOCK_SIZE);
    if (!isZero(part)) blocks.set(index, part.length === BLOCK_SIZE ? Buffer.from(part) : padded(part));
  }
  const indexes = [...blocks.keys()];
  return {
    blockCount: Math.ceil(sizeBytes / BLOCK_SIZE),
    nextWritten: (from) => indexes.find((index) => index >= from),
    read: (index) => blocks.get(index) ?? Buffer.alloc(BLOCK_SIZE),
  };
}

function padded(part: Buffer): Buffer {
  const block = Buffer.alloc(BLOCK_SIZE);
  part.copy(block);
  return block;
}

const ZEROS = Buffer.alloc(BLOCK_SIZE);

function isZero(part: Buffer): boolean {
  return part.equals(ZEROS.subarray(0, part.length));
}
