import { open } from 'node:fs/promises';

/**
 * Containers of disk images that can point to other files or places. Ours are sealed raw images: their format is never
 * guessed, so nothing here is ever opened by it. Whoever wrote the bytes may have hoped for a tool that guesses; the reader
 * gets the name of what it points to. Each is known by its own document: QCOW2 (qemu, docs/interop/qcow2), VMDK 5.0, VHD 1.0, VHDX.
 */
export interface ForeignContainer {
  kind: 'qcow2' | 'vmdk' | 'vhd' | 'vhdx' | 'qemu json';
  /** Other files and places it names, as written there. */
  references: string[];
}

const headBytes = 128 * 1024;

/** What the first bytes of an image claim to be, or null for a plain one. Reads only. */
export async function foreignContainer(imagePath: string): Promise<ForeignContainer | null> {
  const handle = await open(imagePath, 'r');
  try {
    const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(headBytes), position: 0 });
    return containerOf(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Exported for its own test. */
export function containerOf(head: Buffer): ForeignContainer | null {
  if (head.subarray(0, 4).equals(Buffer.from('QFI\u00fb', 'latin1')))
    return { kind: 'qcow2', references: qcowBacking(head) };
  if (head.subarray(0, 8).toString('latin1') === 'vhdxfile') return { kind: 'vhdx', references: [] };
  if (head.subarray(0, 8).toString('latin1') === 'conectix') return { kind: 'vhd', references: [] };
  const text = head.toString('latin1');
  if (text.startsWith('# Disk DescriptorFile') || text.startsWith('KDMV'))
    return { kind: 'vmdk', references: vmdkExtents(text) };
  if (/^(json|nbd|https?|ftps?|ssh|iscsi|rbd|gluster|fat):/.test(text))
    return { kind: 'qemu json', references: [text.slice(0, 200).split('\n')[0]!] };
  return null;
}

function qcowBacking(head: Buffer): string[] {
  if (head.length < 20) return [];
  const offset = Number(head.readBigUInt64BE(8));
  const length = head.readUInt32BE(16);
  if (offset === 0 || length === 0 || length > 1023 || offset + length > head.length) return [];
  return [head.subarray(offset, offset + length).toString('utf8')];
}

function vmdkExtents(text: string): string[] {
  const extents = [...text.matchAll(/^(?:RW|RDONLY|NOACCESS) \d{1,20} [A-Z]{1,12} "([^"\n]{1,1024})"/gm)].map(
    ([, name]) => name!,
  );
  const parent = /^parentFileNameHint="([^"\n]{1,1024})"/m.exec(text)?.[1];
  return [...extents, ...(parent ? [parent] : [])].slice(0, 20);
}
