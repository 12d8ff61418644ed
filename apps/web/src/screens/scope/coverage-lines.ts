import type { CoverageWord } from '@virga/domain';

interface Entry {
  id: string;
  sourceId: string;
  externalAccountId: string;
  region: string;
  from: string | null;
  to: string | null;
  word: CoverageWord;
  detail: string;
}

export interface CoverageCell {
  id: string;
  word: CoverageWord;
  detail: string;
  from: string | null;
  to: string | null;
  /** Per cent of the map's width. */
  left: number;
  width: number;
}

export interface CoverageLine {
  key: string;
  sourceId: string;
  account: string;
  region: string;
  cells: CoverageCell[];
}

export interface CoverageMap {
  lines: CoverageLine[];
  /** ISO; null when no entry says when. */
  from: string | null;
  to: string | null;
}

/** One line per source, account and region; cells by time. An entry without times covers the whole width. */
export function coverageMap(entries: readonly Entry[]): CoverageMap {
  const starts = entries.flatMap((entry) => entry.from ?? []).sort();
  const ends = entries.flatMap((entry) => entry.to ?? []).sort();
  const from = starts[0] ?? null;
  const to = ends.at(-1) ?? null;
  const first = from ? Date.parse(from) : 0;
  const span = from && to ? Math.max(1, Date.parse(to) - first) : 1;
  const share = (iso: string | null, other: number) =>
    iso === null ? other : Math.min(100, Math.max(0, ((Date.parse(iso) - first) / span) * 100));
  const lines = new Map<string, CoverageLine>();
  for (const { sourceId, externalAccountId, region, ...entry } of entries) {
    const key = `${sourceId} ${externalAccountId} ${region}`;
    const line = lines.get(key) ?? { key, sourceId, account: externalAccountId, region, cells: [] };
    const left = share(entry.from, 0);
    const { id, word, detail } = entry;
    line.cells.push({ id, word, detail, from: entry.from, to: entry.to, left, width: share(entry.to, 100) - left });
    lines.set(key, line);
  }
  return { lines: [...lines.values()], from, to };
}

/** How a cell is drawn: solid is known, outlined is known to be nothing, hatched is not known. */
export function cellLook(word: CoverageWord): 'solid' | 'outline' | 'hatch' | 'loud' {
  if (word === 'collected') return 'solid';
  if (word === 'empty') return 'outline';
  return word === 'denied' || word === 'broken' || word === 'deleted' ? 'loud' : 'hatch';
}
