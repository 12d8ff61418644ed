/** One inode. https://docs.kernel.org/filesystems/ext4/inodes.html */
import { BLOCK, INODE_SIZE, INODE_TABLE } from './ext4-layout.ts';
import type { FileNode, FileTimes } from './file-tree.ts';

const TYPES = { directory: 0x4000, file: 0x8000, symlink: 0xa000 } as const;
const EXTENTS_FLAG = 0x80000;

interface InodeFacts {
  number: number;
  kind: FileNode['kind'];
  mode: number;
  uid: number;
  gid: number;
  links: number;
  sizeBytes: number;
  times: FileTimes;
  deletedAtMs?: number;
  /** First block and count of the only extent; none for empty files and short symlinks. */
  extent?: { first: number; count: number };
  /** Target of a symlink of fewer than 60 bytes: it stands in the inode. */
  inlineTarget?: Buffer;
}

const seconds = (ms: number): number => Math.floor(ms / 1000);

export function writeInode(image: Buffer, facts: InodeFacts): void {
  const at = INODE_TABLE * BLOCK + (facts.number - 1) * INODE_SIZE;
  const { times } = facts;
  image.writeUInt16LE(TYPES[facts.kind] | facts.mode, at);
  image.writeUInt16LE(facts.uid, at + 2);
  image.writeUInt32LE(facts.sizeBytes, at + 4);
  image.writeUInt32LE(seconds(times.accessedMs), at + 8);
  image.writeUInt32LE(seconds(times.changedMs), at + 12);
  image.writeUInt32LE(seconds(times.modifiedMs), at + 16);
  image.writeUInt32LE(facts.deletedAtMs === undefined ? 0 : seconds(facts.deletedAtMs), at + 20);
  image.writeUInt16LE(facts.gid, at + 24);
  image.writeUInt16LE(facts.links, at + 26);
  image.writeUInt32LE(((facts.extent?.count ?? 0) * BLOCK) / 512, at + 28);
  image.writeUInt32LE(facts.inlineTarget ? 0 : EXTENTS_FLAG, at + 32);
  if (facts.inlineTarget) facts.inlineTarget.copy(image, at + 40);
  else writeExtentTree(image, at + 40, facts.extent);
  image.writeUInt16LE(32, at + 128);
  image.writeUInt32LE(seconds(times.bornMs), at + 144);
}

/** Extent header and, if there is data, one leaf. */
function writeExtentTree(image: Buffer, at: number, extent: InodeFacts['extent']): void {
  image.writeUInt16LE(0xf30a, at);
  image.writeUInt16LE(extent ? 1 : 0, at + 2);
  image.writeUInt16LE(4, at + 4);
  if (!extent) return;
  image.writeUInt16LE(extent.count, at + 16);
  image.writeUInt32LE(extent.first, at + 20);
}
