/** A directory of one block. https://docs.kernel.org/filesystems/ext4/directory.html */
import { BLOCK } from './ext4-layout.ts';
import type { FileNode } from './file-tree.ts';

export interface DirectoryEntry {
  inode: number;
  name: string;
  kind: FileNode['kind'];
  /** Its bytes are left in the slack of the entry before it, as after an unlink. */
  isDeleted: boolean;
}

const TYPES = { file: 1, directory: 2, symlink: 7 } as const;

const sizeOf = (entry: DirectoryEntry): number => (8 + Buffer.byteLength(entry.name) + 3) & ~3;

/** Writes the entries at a block; `.` and `..` must be the first two. */
export function writeDirectory(image: Buffer, block: number, entries: DirectoryEntry[]): void {
  let at = 0;
  let lastLive = 0;
  for (const entry of entries) {
    const size = sizeOf(entry);
    if (at + size > BLOCK) throw new RangeError('a staged directory must fit one block');
    writeEntry(image, block * BLOCK + at, entry, size);
    if (entry.isDeleted) image.writeUInt16LE(at + size - lastLive, block * BLOCK + lastLive + 4);
    else lastLive = at;
    at += size;
  }
  image.writeUInt16LE(BLOCK - lastLive, block * BLOCK + lastLive + 4);
}

function writeEntry(image: Buffer, at: number, entry: DirectoryEntry, size: number): void {
  image.writeUInt32LE(entry.inode, at);
  image.writeUInt16LE(size, at + 4);
  image.writeUInt8(Buffer.byteLength(entry.name), at + 6);
  image.writeUInt8(TYPES[entry.kind], at + 7);
  image.write(entry.name, at + 8, 'utf8');
}
