/**
 * Layout of the small ext4 file system that the range writes by itself where mke2fs is missing: one block group,
 * 4 KiB blocks, 256-byte inodes, extents, no journal, no checksums.
 * https://docs.kernel.org/filesystems/ext4/globals.html
 */
export const BLOCK = 4096;
export const INODE_SIZE = 256;
export const INODES = 2048;
export const FIRST_INODE = 11;
export const ROOT_INODE = 2;
export const DESCRIPTOR_BLOCK = 1;
export const BLOCK_BITMAP = 2;
export const INODE_BITMAP = 3;
export const INODE_TABLE = 4;
const FIRST_DATA = INODE_TABLE + (INODES * INODE_SIZE) / BLOCK;

/** Data blocks handed out one after the other, and which are in use at the end. */
export interface Space {
  blocks: number;
  next: number;
  /** Blocks of deleted files: handed out, holding their data, free again. */
  released: Set<number>;
  usedInodes: Set<number>;
  directories: number;
}

export function createSpace(sizeBytes: number): Space {
  const blocks = Math.floor(sizeBytes / BLOCK);
  if (blocks > 8 * BLOCK) throw new RangeError('one block group holds at most 128 MiB');
  const reserved = Array.from({ length: FIRST_INODE - 1 }, (_, i) => i + 1);
  return { blocks, next: FIRST_DATA, released: new Set(), usedInodes: new Set(reserved), directories: 0 };
}

/** Takes `count` blocks in a row and returns the first. */
export function takeBlocks(space: Space, count: number): number {
  const first = space.next;
  space.next += count;
  if (space.next > space.blocks) throw new RangeError('the staged files do not fit the file system');
  return first;
}
