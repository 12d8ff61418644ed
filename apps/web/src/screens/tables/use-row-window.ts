'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { layout } from '@virga/ui';
import type { RefObject } from 'react';

export interface RowWindow {
  from: number;
  until: number;
  /** Pixels that stand for the rows not drawn. */
  above: number;
  below: number;
}

const border = 1;
const rowPx = layout.rowCompact + border;
const fewRows = 100;

/** Which rows of a long table to draw; all of a short one. */
export function useRowWindow(count: number, scroll: RefObject<HTMLDivElement | null>, isOn: boolean): RowWindow {
  const isLong = isOn && count > fewRows;
  const rows = useVirtualizer({
    count: isLong ? count : 0,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan: 20,
  });
  if (!isLong) return { from: 0, until: count, above: 0, below: 0 };
  const drawn = rows.getVirtualItems();
  const from = drawn[0]?.index ?? 0;
  const until = (drawn.at(-1)?.index ?? fewRows) + 1;
  return { from, until, above: from * rowPx, below: (count - until) * rowPx };
}
