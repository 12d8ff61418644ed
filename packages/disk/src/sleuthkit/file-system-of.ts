import { toolText } from '../run-tool/run-tool.ts';
import { sectorBytes, type Volume } from './find-volumes.ts';

export interface FileSystem {
  /** Name for `-f`: ext4, ntfs, fat32, … */
  type: string;
}

/** What fsstat says of a volume; null with the reason when it holds no file system that The Sleuth Kit reads. */
export async function fileSystemOf(
  imagePath: string,
  volume: Volume,
  signal?: AbortSignal,
): Promise<FileSystem | { reason: string }> {
  const { text, code, said } = await toolText({
    program: '/usr/bin/fsstat',
    args: ['-i', 'raw', '-o', String(volume.offsetBytes / sectorBytes), '-t', { file: 0 }],
    files: [imagePath],
    ...(signal ? { signal } : {}),
  });
  const type = text.trim();
  if (code === 0 && /^[a-z0-9]+$/.test(type)) return { type };
  const why = said.trim().split('\n')[0] || 'no file system was recognised';
  return {
    reason: `${volume.description}: ${why}. The Sleuth Kit reads ext2/3/4, NTFS, FAT, exFAT, HFS+, APFS, UFS and ISO 9660; not XFS`,
  };
}
