'use client';

import { type PointerEvent, useRef } from 'react';
import { narrowest } from '../state/columns.ts';
import classes from './table.module.css';

/** The right edge of a column's title: drag it, or arrows while it has the focus. */
export function ResizeHandle({
  title,
  width,
  onResize,
}: {
  title: string;
  width: number;
  onResize(width: number): void;
}) {
  const start = useRef<{ x: number; width: number } | null>(null);
  const move = (event: PointerEvent) => {
    if (start.current) onResize(start.current.width + event.clientX - start.current.x);
  };
  return (
    <span
      role="slider"
      tabIndex={0}
      aria-label={`Width of ${title}`}
      aria-orientation="horizontal"
      aria-valuemin={narrowest}
      aria-valuemax={1600}
      aria-valuenow={width}
      className={classes.resize}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { x: event.clientX, width };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = null;
      }}
      onKeyDown={(event) => {
        const step = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0;
        if (step === 0) return;
        event.preventDefault();
        event.stopPropagation();
        onResize(width + step);
      }}
    />
  );
}
