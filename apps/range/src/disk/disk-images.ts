/** The images that a scenario's volumes refer to by name, and the device behind any volume content. */
import { createHash } from 'node:crypto';
import type { Estate, VolumeContent } from '../estate/types.ts';
import { type BlockDevice, bytesDevice } from './block-device.ts';
import type { FileTree } from './file-tree.ts';
import { debugfsCanName, hasE2fsprogs, makeExt4 } from './make-ext4.ts';
import { PARTITION_START_BYTES, writeMbr } from './mbr.ts';
import { syntheticDevice } from './synthetic-device.ts';
import { writeExt4 } from './write-ext4.ts';

const GIB = 1_073_741_824;

/** Image name → the tree on its only partition; made when it is first read. */
export type DiskImages = Record<string, () => FileTree>;

const images = new WeakMap<Estate, DiskImages>();
const devices = new WeakMap<Estate, Map<string, Promise<ChecksummedDevice>>>();

/** Gives an estate the images that its volumes name. Called once, when the scenario is staged. */
export function attachDiskImages(estate: Estate, named: DiskImages): void {
  images.set(estate, named);
  devices.set(estate, new Map());
}

/** The disk: partition table and file system, as far as they reach. */
export async function buildDisk(tree: FileTree, tool: 'e2fsprogs' | 'own'): Promise<Buffer> {
  const partition = tool === 'e2fsprogs' ? await makeExt4(tree) : writeExt4(tree);
  const disk = Buffer.alloc(PARTITION_START_BYTES + partition.length);
  writeMbr(partition.length, Number.parseInt(tree.uuid.slice(0, 8), 16)).copy(disk);
  partition.copy(disk, PARTITION_START_BYTES);
  return disk;
}

async function imageDevice(estate: Estate, name: string, sizeBytes: number): Promise<BlockDevice> {
  const make = images.get(estate)?.[name];
  if (!make) throw new Error(`the scenario has no disk image called ${name}`);
  const tree = make();
  return bytesDevice(await buildDisk(tree, hasE2fsprogs() && debugfsCanName(tree) ? 'e2fsprogs' : 'own'), sizeBytes);
}

/** A device that remembers the checksums of blocks it was asked for: a block read again is not hashed again. */
export interface ChecksummedDevice extends BlockDevice {
  /** SHA-256 of a block, base64; `block` is what `read` gave for the index. */
  checksum(index: number, block: Buffer): string;
}

function withChecksums(device: BlockDevice): ChecksummedDevice {
  const known = new Map<number, string>();
  return {
    ...device,
    checksum: (index, block) => {
      const found = known.get(index) ?? createHash('sha256').update(block).digest('base64');
      known.set(index, found);
      return found;
    },
  };
}

async function buildDevice(estate: Estate, content: VolumeContent, sizeBytes: number): Promise<ChecksummedDevice> {
  if (content.kind === 'synthetic') return withChecksums(syntheticDevice({ ...content, sizeBytes }));
  if (content.kind === 'empty') return withChecksums(bytesDevice(Buffer.alloc(0), sizeBytes));
  return withChecksums(await imageDevice(estate, content.image, sizeBytes));
}

/** The blocks of a volume or of a snapshot. A device is built once for each estate and kept: images with their written blocks only. */
export function deviceOf(estate: Estate, content: VolumeContent, sizeGiB: number): Promise<ChecksummedDevice> {
  const known = devices.get(estate) ?? new Map<string, Promise<ChecksummedDevice>>();
  devices.set(estate, known);
  const label = `${JSON.stringify(content)}/${sizeGiB}`;
  const device = known.get(label) ?? buildDevice(estate, content, sizeGiB * GIB);
  known.set(label, device);
  return device;
}
