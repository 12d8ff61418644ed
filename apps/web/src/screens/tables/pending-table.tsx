'use client';

import { PendingWords } from '../shell/pending-words.tsx';
import { usePendingPhase } from '../shell/use-pending-phase.ts';
import classes from './dense-table.module.css';
import type { Column } from './dense-table.tsx';

/** Per cent of a cell that its grey line takes: uneven like values. */
const filled = [70, 55, 80, 45, 65, 60, 75, 50];

export interface PendingTableProps<Row> {
  what: string;
  columns: readonly Column<Row>[];
  rows?: number;
  /** The table will have a column of open buttons. */
  opens?: boolean;
  minWidth?: string;
}

/** A table that loads: its own titles and columns at once, grey values after 300 ms, after 5 s words and Cancel. */
export function PendingTable<Row>({ what, columns, rows = 6, opens = false, minWidth }: PendingTableProps<Row>) {
  const phase = usePendingPhase();
  return (
    <div className={classes.scroll} role="status" aria-label={`Loading ${what}`}>
      <table className={classes.table} style={{ minWidth }} aria-hidden>
        <thead>
          <tr>
            {opens ? <th className={classes.head} style={{ width: 40 }} /> : null}
            {columns.map((column) => (
              <th key={column.key} className={classes.head} data-align={column.align} style={{ width: column.width }}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: phase === 'nothing' ? 0 : rows }, (_one, row) => `row ${row}`).map((key, row) => (
            <tr key={key}>
              {opens ? <td className={classes.cell} /> : null}
              {columns.map((column, place) => (
                <td key={column.key} className={classes.cell} data-align={column.align}>
                  <span className={classes.grey} style={{ width: `${filled[(row * 3 + place) % filled.length]}%` }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {phase === 'words' ? <PendingWords what={what} /> : null}
    </div>
  );
}
