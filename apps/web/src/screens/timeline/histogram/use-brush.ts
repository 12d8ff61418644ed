'use client';

import { formatTime } from '@virga/domain';
import { type PointerEvent, useRef, useState } from 'react';
import { useTimeline } from '../state/timeline-context.ts';
import { widened } from '../state/times.ts';
import { type Bar, momentAt, type Span } from './bars-of.ts';

const dragFrom = 4;
const doubleClickMs = 240;

export interface BrushTarget {
  span: Span | null;
  bars: readonly Bar[];
  width: number;
}

/** Drag takes a range, click a bucket, double click widens: a click waits for its second one before it acts. */
export function useBrush({ span, bars, width }: BrushTarget) {
  const { view, change } = useTimeline();
  const [brush, setBrush] = useState<{ from: number; to: number } | null>(null);
  const [hover, setHover] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const xOf = (event: PointerEvent<HTMLElement>) => event.clientX - event.currentTarget.getBoundingClientRect().left;
  const take = (from: string, until: string) => change({ from, until, at: null, row: null });
  const barAt = (x: number) => bars.findIndex((bar) => x >= bar.x && x <= bar.x + bar.width + 1);
  const takeBar = (place: number) => {
    const bar = bars[place];
    if (bar) take(bar.start, bar.end);
  };
  const widen = () => {
    if (view.from && view.until) {
      const range = widened(view.from, view.until);
      take(range.from, range.until);
    }
  };
  const finish = (x: number) => {
    if (!brush || !span) return;
    setBrush(null);
    const [left, right] = [Math.min(brush.from, x), Math.max(brush.from, x)];
    if (right - left >= dragFrom)
      return take(formatTime(momentAt(left, span, width)), formatTime(momentAt(right, span, width)));
    if (timer.current) {
      clearTimeout(timer.current);
      timer.current = null;
      return widen();
    }
    timer.current = setTimeout(() => {
      timer.current = null;
      takeBar(barAt(x));
    }, doubleClickMs);
  };
  return {
    brush,
    hover,
    setHover,
    takeBar,
    widen,
    handlers: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0 || !span) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        setBrush({ from: xOf(event), to: xOf(event) });
      },
      onPointerMove: (event: PointerEvent<HTMLElement>) => {
        const x = xOf(event);
        if (brush) setBrush({ ...brush, to: x });
        setHover(x);
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => finish(xOf(event)),
      onPointerLeave: () => setHover(null),
    },
    barAt,
  };
}
