/** The images that a scenario's volumes refer to by name, and the device behind any volume content. */
import type { Estate, VolumeContent } from '../estate/types.ts';
import { type BlockDevice, bytesDevice } from './block-device.ts';
import type { FileTree } from './file-tree.ts';
import { hasE2fsprogs, makeExt4 } from './make-ext4.ts';
import { PARTITION_START_BYTES, writeMbr } from './mbr.ts';
import { syntheticDevice } from './synthetic-device.ts';
import { writeExt4 } from './write-ext4.ts';

const GIB = 1_073_741_824;

/** Image name → the tree on its only partition; made when it is first read. */
export type DiskImages = Record<string, () => FileTree>;

const images = new WeakMap<Estate, DiskImages>();
const made = new WeakMap<Estate, Map<string, Promise<Buffer>>>();

/** Gives an estate the images that its volumes name. Called once, when the scenario is staged. */
export function attachDiskImages(estate: Estate, named: DiskImages): void {
  images.set(estate, named);
  made.set(estate, new Map());
}

/** The disk: partition table and file system, as far as they reach. */
export async function buildDisk(tree: FileTree, tool: 'e2fsprogs' | 'own'): Promise<Buffer> {
  const partition = tool === 'e2fsprogs' ? await makeExt4(tree) : writeExt4(tree);
  const disk = Buffer.alloc(PARTITION_START_BYTES + partition.length);
  writeMbr(partition.length, Number.parseInt(tree.uuid.slice(0, 8), 16)).copy(disk);
  partition.copy(disk, PARTITION_START_BYTES);
  return disk;
}

function imageBytes(estate: Estate, name: string): Promise<Buffer> {
  const known = made.get(estate) ?? new Map<string, Promise<Buffer>>();
  made.set(estate, known);
  const tree = images.get(estate)?.[name];
  if (!tree) throw new Error(`the scenario has no disk image called ${name}`);
  const bytes = known.get(name) ?? buildDisk(tree(), hasE2fsprogs() ? 'e2fsprogs' : 'own');
  known.set(name, bytes);
  return bytes;
}

/** The blocks of a volume or of a snapshot. */
export async function deviceOf(estate: Estate, content: VolumeContent, sizeGiB: number): Promise<BlockDevice> {
  const sizeBytes = sizeGiB * GIB;
  if (content.kind === 'image') return bytesDevice(await imageBytes(estate, content.image), sizeBytes);
  if (content.kind === 'synthetic') return syntheticDevice({ ...content, sizeBytes });
  return bytesDevice(Buffer.alloc(0), sizeBytes);
}
