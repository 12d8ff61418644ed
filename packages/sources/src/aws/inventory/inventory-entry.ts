import { AppError, type CoverageWord, type JsonValue } from '@virga/domain';

export const inventoryKinds = [
  'region',
  'instance',
  'volume',
  'snapshot',
  'role',
  'user',
  'key',
  'trail',
  'bucket',
] as const;
export type InventoryKind = (typeof inventoryKinds)[number];

/** A live resource. IAM and buckets have region `global` where AWS has none for them. */
export interface InventoryEntry {
  kind: InventoryKind;
  region: string;
  resourceId: string;
  name: string;
  createdMicros: bigint | null;
  attributes: Record<string, JsonValue>;
}

export interface InventoryCoverage {
  region: string;
  kind: InventoryKind;
  word: CoverageWord;
  detail: string;
}

/** What one corner (region × kind) gave: entries, or the word why not. Only answers about the corner itself are caught. */
export async function corner(
  region: string,
  kind: InventoryKind,
  ask: () => Promise<InventoryEntry[]>,
): Promise<{ entries: InventoryEntry[]; coverage: InventoryCoverage }> {
  try {
    const entries = await ask();
    const word = entries.length === 0 ? 'empty' : 'collected';
    return { entries, coverage: { region, kind, word, detail: `${entries.length} found.` } };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const word =
      error.code === 'cloud.access_denied' ? 'denied' : error.code === 'cloud.not_enabled' ? 'not enabled' : null;
    if (word === null) throw error;
    return { entries: [], coverage: { region, kind, word, detail: error.message } };
  }
}

export function microsOfDate(date: Date | undefined): bigint | null {
  return date === undefined ? null : BigInt(date.getTime()) * 1000n;
}

export function nameTag(tags: { Key?: string | undefined; Value?: string | undefined }[] | undefined): string | null {
  return tags?.find((tag) => tag.Key === 'Name')?.Value ?? null;
}
