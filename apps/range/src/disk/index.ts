export { BLOCK_SIZE, type BlockDevice } from './block-device.ts';
export { attachDiskImages, buildDisk, type ChecksummedDevice, type DiskImages, deviceOf } from './disk-images.ts';
export type { FileNode, FileTimes, FileTree } from './file-tree.ts';
export { hasE2fsprogs } from './make-ext4.ts';
