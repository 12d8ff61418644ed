/** Superblock, group descriptor and bitmaps. https://docs.kernel.org/filesystems/ext4/super.html */
import {
  BLOCK,
  BLOCK_BITMAP,
  DESCRIPTOR_BLOCK,
  FIRST_INODE,
  INODE_BITMAP,
  INODE_SIZE,
  INODE_TABLE,
  INODES,
  type Space,
} from './ext4-layout.ts';
import type { FileTree } from './file-tree.ts';

const FILETYPE = 0x2;
const EXTENTS = 0x40;
const SPARSE_SUPER = 0x1;
const LARGE_FILE = 0x2;
const EXTRA_ISIZE = 0x40;

const seconds = (ms: number): number => Math.floor(ms / 1000);
const uuidBytes = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex');

/** Writes everything that counts: call it last. */
export function writeSuperblock(image: Buffer, tree: FileTree, space: Space): void {
  const freeBlocks = writeBlockBitmap(image, space);
  const freeInodes = writeInodeBitmap(image, space);
  const at = 1024;
  const u32 = (offset: number, value: number): void => void image.writeUInt32LE(value, at + offset);
  const u16 = (offset: number, value: number): void => void image.writeUInt16LE(value, at + offset);
  u32(0, INODES);
  u32(4, space.blocks);
  u32(12, freeBlocks);
  u32(16, freeInodes);
  u32(24, 2);
  u32(28, 2);
  u32(32, 8 * BLOCK);
  u32(36, 8 * BLOCK);
  u32(40, INODES);
  u32(44, seconds(tree.writtenMs));
  u32(48, seconds(tree.writtenMs));
  u16(52, 1);
  u16(54, 0xffff);
  u16(56, 0xef53);
  u16(58, 1);
  u16(60, 1);
  u32(64, seconds(tree.madeMs));
  u32(76, 1);
  u32(84, FIRST_INODE);
  u16(88, INODE_SIZE);
  u32(96, FILETYPE | EXTENTS);
  u32(100, SPARSE_SUPER | LARGE_FILE | EXTRA_ISIZE);
  uuidBytes(tree.uuid).copy(image, at + 104);
  image.write(tree.label.slice(0, 16), at + 120, 'latin1');
  uuidBytes(tree.uuid).copy(image, at + 236);
  image.writeUInt8(1, at + 252);
  u32(264, seconds(tree.madeMs));
  u16(348, 32);
  u16(350, 32);
  writeDescriptor(image, space, freeBlocks, freeInodes);
}

function writeDescriptor(image: Buffer, space: Space, freeBlocks: number, freeInodes: number): void {
  const at = DESCRIPTOR_BLOCK * BLOCK;
  image.writeUInt32LE(BLOCK_BITMAP, at);
  image.writeUInt32LE(INODE_BITMAP, at + 4);
  image.writeUInt32LE(INODE_TABLE, at + 8);
  image.writeUInt16LE(freeBlocks, at + 12);
  image.writeUInt16LE(freeInodes, at + 14);
  image.writeUInt16LE(space.directories, at + 16);
}

function setBit(image: Buffer, block: number, bit: number): void {
  image[block * BLOCK + (bit >> 3)]! |= 1 << (bit & 7);
}

/** Marks blocks in use, and the bits beyond the end of the file system; returns the number of free ones. */
function writeBlockBitmap(image: Buffer, space: Space): number {
  let used = 0;
  for (let block = 0; block < space.next; block++) {
    if (space.released.has(block)) continue;
    setBit(image, BLOCK_BITMAP, block);
    used++;
  }
  for (let bit = space.blocks; bit < 8 * BLOCK; bit++) setBit(image, BLOCK_BITMAP, bit);
  return space.blocks - used;
}

function writeInodeBitmap(image: Buffer, space: Space): number {
  for (const inode of space.usedInodes) setBit(image, INODE_BITMAP, inode - 1);
  for (let bit = INODES; bit < 8 * BLOCK; bit++) setBit(image, INODE_BITMAP, bit);
  return INODES - space.usedInodes.size;
}
