'use client';

import { layout } from '@virga/ui';
import { PendingWords } from '../../shell/pending-words.tsx';
import { usePendingPhase } from '../../shell/use-pending-phase.ts';
import { columnNamed } from '../state/columns.ts';
import { useColumns } from '../state/use-columns.ts';
import { growth } from './growth.ts';
import classes from './table.module.css';

const rows = Array.from({ length: 18 }, (_one, place) => place);
/** Per cent of a cell that its grey line takes: uneven like values, the time always whole. */
const filled = [72, 48, 64, 80, 56, 68, 40];

/** The table that is coming, with its titles and the layout of its columns; grey values after 300 ms. */
export function PendingRows() {
  const { columns } = useColumns();
  const phase = usePendingPhase();
  const width = 28 + columns.reduce((sum, column) => sum + column.width, 0);
  return (
    <div className={classes.pending} role="status" aria-label="Loading the timeline">
      <div aria-hidden style={{ width, minWidth: '100%' }}>
        <div className={classes.header}>
          <span className={classes.pick} />
          {columns.map(({ id, width: own }) => (
            <span key={id} className={classes.head} style={{ width: own, flexGrow: growth(id, columns) }}>
              {id === 'star' ? '' : columnNamed(id)!.title}
            </span>
          ))}
        </div>
        {phase === 'nothing'
          ? null
          : rows.map((row) => (
              <div key={row} className={classes.pendingRow} style={{ height: layout.rowCompact }}>
                <span className={classes.pick} />
                {columns.map(({ id, width: own }, place) => (
                  <span key={id} className={classes.cell} style={{ width: own, flexGrow: growth(id, columns) }}>
                    <span
                      className={classes.grey}
                      style={{ width: id === 'time' ? '90%' : `${filled[(row * 2 + place) % filled.length]}%` }}
                    />
                  </span>
                ))}
              </div>
            ))}
      </div>
      {phase === 'words' ? <PendingWords what="the timeline" /> : null}
    </div>
  );
}
