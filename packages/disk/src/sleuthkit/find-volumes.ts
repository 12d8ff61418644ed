import { toolText } from '../run-tool/run-tool.ts';

export const sectorBytes = 512;

export interface Volume {
  /** From 0, in the order of the partition table. */
  index: number;
  offsetBytes: number;
  lengthBytes: number | null;
  /** The table's own words: `Linux (0x83)`. */
  description: string;
}

const slot = /^\d{3}:\s+(?:\d{3}:)?\d{3}\s+(\d+)\s+(\d+)\s+(\d+)\s+(.*)$/;

/**
 * Volumes that the partition table names (mmls of The Sleuth Kit). An image without a table is one volume from its start.
 * The image's format is always `raw`: a tool never guesses it.
 */
export async function findVolumes(imagePath: string, signal?: AbortSignal): Promise<Volume[]> {
  const { text, code } = await toolText({
    program: '/usr/bin/mmls',
    args: ['-i', 'raw', { file: 0 }],
    files: [imagePath],
    ...(signal ? { signal } : {}),
  });
  if (code !== 0) return [{ index: 0, offsetBytes: 0, lengthBytes: null, description: 'no partition table' }];
  return parseMmls(text);
}

export function parseMmls(text: string): Volume[] {
  return text
    .split('\n')
    .map((line) => slot.exec(line))
    .filter((match) => match !== null)
    .map(([, start, , length, description], index) => ({
      index,
      offsetBytes: Number(start) * sectorBytes,
      lengthBytes: Number(length) * sectorBytes,
      description: description!.trim(),
    }));
}
