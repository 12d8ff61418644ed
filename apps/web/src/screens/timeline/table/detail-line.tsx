// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows by transform; table elements cannot be placed so, the ARIA roles say the same
import type { ReactNode } from 'react';
import classes from './table.module.css';

export interface DetailLineProps {
  start: number;
  columnCount: number;
  children: ReactNode;
}

/** The place of an open row's details among the lines of the grid: one cell over all columns. */
export function DetailLine({ start, columnCount, children }: DetailLineProps) {
  return (
    <div role="row" tabIndex={-1} className={classes.detail} style={{ transform: `translateY(${start}px)` }}>
      <div role="gridcell" tabIndex={-1} aria-colspan={columnCount}>
        {children}
      </div>
    </div>
  );
}
