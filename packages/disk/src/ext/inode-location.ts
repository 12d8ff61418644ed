import { open } from 'node:fs/promises';

/** Where an inode's bytes stand in the image: what the Raw tab of a file event shows. */
export type InodeLocation = (inode: number) => { offset: number; length: number } | null;

/**
 * Reads superblock and group descriptors of an ext2/3/4 file system (kernel documentation, ext4 disk layout) and returns a
 * function from inode number to the place of its record. Null when the volume does not begin with an ext superblock.
 */
export async function extInodeLocation(imagePath: string, volumeOffset: number): Promise<InodeLocation | null> {
  const file = await open(imagePath, 'r');
  try {
    const superblock = Buffer.alloc(1024);
    await file.read(superblock, 0, 1024, volumeOffset + 1024);
    if (superblock.readUInt16LE(0x38) !== 0xef53) return null;
    const blockBytes = 1024 << superblock.readUInt32LE(0x18);
    const inodesPerGroup = superblock.readUInt32LE(0x28);
    const inodes = superblock.readUInt32LE(0x00);
    const inodeBytes = superblock.readUInt32LE(0x4c) === 0 ? 128 : superblock.readUInt16LE(0x58);
    const is64Bit = (superblock.readUInt32LE(0x60) & 0x80) !== 0;
    const descriptorBytes = is64Bit ? Math.max(64, superblock.readUInt16LE(0xfe)) : 32;
    if (inodesPerGroup === 0 || inodeBytes < 128 || blockBytes > 65_536) return null;
    const groups = Math.min(Math.ceil(inodes / inodesPerGroup), 1_000_000);
    const tableStart = volumeOffset + (blockBytes === 1024 ? 2048 : blockBytes);
    const descriptors = Buffer.alloc(groups * descriptorBytes);
    await file.read(descriptors, 0, descriptors.length, tableStart);
    return (inode) => {
      const group = Math.floor((inode - 1) / inodesPerGroup);
      if (inode < 1 || group >= groups) return null;
      const at = group * descriptorBytes;
      const low = descriptors.readUInt32LE(at + 8);
      const high = is64Bit ? descriptors.readUInt32LE(at + 0x28) : 0;
      const table = (high * 2 ** 32 + low) * blockBytes;
      return { offset: volumeOffset + table + ((inode - 1) % inodesPerGroup) * inodeBytes, length: inodeBytes };
    };
  } finally {
    await file.close();
  }
}
