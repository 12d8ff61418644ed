'use client';

import { useCallback, useEffect } from 'react';
import { type ColumnChoice, defaultColumns, narrowest, readColumns, writeColumns } from './columns.ts';
import { keep, readKept } from './kept-on-machine.ts';
import { useTimeline } from './timeline-context.ts';

const isDefault = (columns: readonly ColumnChoice[]) => writeColumns(columns) === writeColumns(defaultColumns);

/** Columns as chosen: the address first, then what this person last chose here, then the default. */
export function useColumns() {
  const { view, change } = useTimeline();
  const columns = view.columns ?? defaultColumns;
  useEffect(() => {
    if (view.columns) return;
    const kept = readColumns(readKept('columns'));
    if (kept && !isDefault(kept)) change({ columns: kept }, 'replace');
  }, [view.columns, change]);
  const set = useCallback(
    (next: readonly ColumnChoice[]) => {
      keep('columns', isDefault(next) ? null : writeColumns(next));
      change({ columns: isDefault(next) ? null : [...next] }, 'replace');
    },
    [change],
  );
  return {
    columns,
    set,
    resize: (id: string, width: number) =>
      set(columns.map((one) => (one.id === id ? { id, width: Math.max(narrowest, Math.round(width)) } : one))),
    move: (id: string, to: number) => set(moved(columns, id, to)),
    toggle: (id: string, width: number) =>
      set(columns.some((one) => one.id === id) ? columns.filter((one) => one.id !== id) : [...columns, { id, width }]),
  };
}

/** The column at its new place; the time stays the first when it is shown, as it is pinned. */
export function moved(columns: readonly ColumnChoice[], id: string, to: number): ColumnChoice[] {
  const one = columns.find((column) => column.id === id);
  if (!one || id === 'time') return [...columns];
  const rest = columns.filter((column) => column.id !== id);
  const least = rest[0]?.id === 'time' ? 1 : 0;
  const place = Math.min(rest.length, Math.max(least, to));
  return [...rest.slice(0, place), one, ...rest.slice(place)];
}
