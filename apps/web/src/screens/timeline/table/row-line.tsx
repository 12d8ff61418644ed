// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows by transform; table elements cannot be placed so, the ARIA roles say the same
import { memo } from 'react';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { type ColumnChoice, columnNamed } from '../state/columns.ts';
import { Cell } from './cell.tsx';
import { growth } from './growth.ts';
import classes from './table.module.css';

export interface RowLineProps {
  row: TimelineRowJson;
  columns: readonly ColumnChoice[];
  hits: readonly string[];
  /** Of the whole grid, header included. */
  ariaRow: number;
  isActive: boolean;
  isPicked: boolean;
  isOpen: boolean;
  start: number;
}

/** One event. Clicks are read by the table from `data-row` and `data-do`, so that ten thousand rows hold no handler. */
export const RowLine = memo(function RowLine(props: RowLineProps) {
  const { row, columns, hits, ariaRow, isActive, isPicked, isOpen, start } = props;
  return (
    <div
      role="row"
      tabIndex={-1}
      id={`row-${row.id}`}
      className={classes.row}
      aria-rowindex={ariaRow}
      aria-selected={isPicked}
      data-open={isOpen || undefined}
      data-row={row.id}
      data-active={isActive || undefined}
      data-hidden={row.annotation?.hidden || undefined}
      style={{ transform: `translateY(${start}px)` }}
    >
      <span role="gridcell" tabIndex={-1} className={classes.pick} aria-colindex={1}>
        <input type="checkbox" tabIndex={-1} aria-label="Select row" checked={isPicked} readOnly data-do="pick" />
      </span>
      {columns.map(({ id, width }, place) => (
        <span
          key={id}
          role="gridcell"
          tabIndex={-1}
          className={classes.cell}
          aria-colindex={place + 2}
          data-column={id}
          style={{ width, flexGrow: growth(id, columns) }}
        >
          <Cell row={row} column={columnNamed(id)!} hits={hits} width={width} />
        </span>
      ))}
    </div>
  );
});
