'use client';

import { useCallback, useEffect, useState } from 'react';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import type { SelectionJson } from './timeline-context.ts';

/** The row that keys act on, by id: rows that load above it do not make it another one. */
export function useActiveRow(
  items: readonly TimelineRowJson[],
  selection: SelectionJson,
  start: { at: string | null; order: 'asc' | 'desc' },
) {
  const [id, setId] = useState<string | null>(null);
  useEffect(() => {
    if (selection) setId(null);
  }, [selection]);
  const found = id === null ? -1 : items.findIndex((row) => row.id === id);
  const active = found >= 0 ? found : firstFrom(items, start);
  const setActive = useCallback((place: number) => setId(items[place]?.id ?? null), [items]);
  return { active, setActive };
}

/** Place of the first row at or behind the time that the list begins at. */
function firstFrom(
  items: readonly TimelineRowJson[],
  { at, order }: { at: string | null; order: 'asc' | 'desc' },
): number {
  if (at === null) return 0;
  return Math.max(
    0,
    items.findIndex((row) => (order === 'asc' ? row.time >= at : row.time <= at)),
  );
}
