'use client';

import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { cellText, columnNamed } from '../state/columns.ts';

export interface HoveredCell {
  row: TimelineRowJson;
  field: string | null;
  value: string;
  /** In the scroller's own coordinates. */
  left: number;
  top: number;
}

const delayMs = 350;

/** The value the pointer rests on, where there is something to do with it. */
export function useHoveredCell(rowById: (id: string) => TimelineRowJson | undefined) {
  const [hovered, setHovered] = useState<HoveredCell | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const stop = () => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
  };
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);
  const onPointerOver = (event: PointerEvent<HTMLElement>) => {
    const target = event.target as Element;
    if (target.closest('[data-floating]')) return;
    stop();
    const cell = target.closest<HTMLElement>('[data-column]');
    const row = rowById(target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? '');
    const id = cell?.dataset['column'] ?? '';
    const value = row ? cellText(row, id) : null;
    const scroller = event.currentTarget;
    const definition = columnNamed(id);
    if (!cell || !row || !value || !definition || ['star', 'tags', 'comments'].includes(id)) return setHovered(null);
    timer.current = setTimeout(() => {
      const box = cell.getBoundingClientRect();
      const frame = scroller.getBoundingClientRect();
      const right = Math.min(box.right, frame.right - 16) - frame.left;
      const left = Math.max(0, right - 124) + scroller.scrollLeft;
      setHovered({ row, field: definition.field, value, left, top: box.bottom - frame.top + scroller.scrollTop - 2 });
    }, delayMs);
  };
  const clear = () => {
    stop();
    setHovered(null);
  };
  return { hovered, onPointerOver, clear };
}
