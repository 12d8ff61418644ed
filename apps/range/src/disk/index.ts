export { BLOCK_SIZE, type BlockDevice } from './block-device.ts';
export { attachDiskImages, type ChecksummedDevice, type DiskImages, deviceOf } from './disk-images.ts';
export type { FileNode, FileTimes, FileTree } from './file-tree.ts';
