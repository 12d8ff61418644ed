'use client';

import classes from './pending.module.css';
import { PendingWords } from './pending-words.tsx';
import { usePendingPhase } from './use-pending-phase.ts';

/** Uneven like text, all different. */
const widths = ['92%', '75%', '88%', '61%', '84%', '70%', '79%', '66%', '90%', '72%'];

/** While something without columns loads: nothing for 300 ms, then grey lines, after 5 s words and Cancel. No shimmer. */
export function Pending({ what, lines = 6 }: { what: string; lines?: number }) {
  const phase = usePendingPhase();
  return (
    <div className={classes.pending} role="status" aria-label={`Loading ${what}`}>
      {phase === 'nothing'
        ? null
        : widths.slice(0, lines).map((width) => <div key={width} className={classes.line} style={{ width }} />)}
      {phase === 'words' ? <PendingWords what={what} /> : null}
    </div>
  );
}
