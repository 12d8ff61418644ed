'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import type { Line } from '../state/lines-of.ts';

export const rowHeight = 28;
export const betweenHeight = 16;
export const headerHeight = 28;

export interface LineWindowOptions {
  scroller: RefObject<HTMLDivElement | null>;
  lines: readonly Line[];
  detailHeight: number;
  /** Identity of the search: another one begins at the top. */
  search: string;
}

/**
 * The part of the list that is on screen. When lines come or go above what one looks at (a page before, a row that opens
 * or closes), the list is moved so that the anchor row stays where it was.
 */
export function useLineWindow({ scroller, lines, detailHeight, search }: LineWindowOptions) {
  const sizeOf = useCallback(
    (line: Line | undefined) =>
      line?.kind === 'detail' ? detailHeight : line?.kind === 'between' ? betweenHeight : rowHeight,
    [detailHeight],
  );
  const offsets = useMemo(() => {
    const result = new Map<string, number>();
    let at = 0;
    for (const line of lines) {
      result.set(line.key, at);
      at += sizeOf(line);
    }
    return result;
  }, [lines, sizeOf]);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: useCallback((index: number) => sizeOf(lines[index]), [lines, sizeOf]),
    getItemKey: useCallback((index: number) => lines[index]!.key, [lines]),
    overscan: 16,
    scrollMargin: headerHeight,
  });
  const anchor = useRef<{ key: string; offset: number; search: string } | null>(null);
  const setAnchor = useCallback(
    (key?: string) => {
      const element = scroller.current;
      if (!element) return;
      const top = element.scrollTop;
      const first = key ?? lines.find((line) => line.kind === 'row' && (offsets.get(line.key) ?? 0) >= top)?.key;
      if (first !== undefined) anchor.current = { key: first, offset: (offsets.get(first) ?? 0) - top, search };
    },
    [lines, offsets, scroller, search],
  );
  useLayoutEffect(() => {
    const element = scroller.current;
    const kept = anchor.current;
    if (!element || lines.length === 0) return;
    const place = kept?.search === search ? offsets.get(kept.key) : undefined;
    if (kept && place !== undefined) {
      if (Math.abs(place - kept.offset - element.scrollTop) > 1) element.scrollTop = place - kept.offset;
    } else if (kept?.search !== search) {
      element.scrollTop = 0;
      anchor.current = { key: lines[0]!.key, offset: 0, search };
    }
  }, [lines, offsets, scroller, search]);
  /** Brings a line into view; `share` puts it at that part of the height even when it is in view already. */
  const reveal = useCallback(
    (key: string, share?: number) => {
      const element = scroller.current;
      const place = offsets.get(key);
      if (!element || place === undefined) return;
      const room = element.clientHeight - headerHeight;
      if (share !== undefined) element.scrollTop = place - room * share;
      else if (place < element.scrollTop) element.scrollTop = place;
      else if (place + rowHeight > element.scrollTop + room) element.scrollTop = place + rowHeight - room;
      setAnchor();
    },
    [offsets, scroller, setAnchor],
  );
  return { virtual, setAnchor, reveal };
}
