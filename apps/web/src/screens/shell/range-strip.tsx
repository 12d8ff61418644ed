'use client';

import { useConnection } from '../live/connection.ts';
import classes from './strips.module.css';

/** On every screen of a staged estate. */
export function RangeStrip() {
  return (
    <aside aria-label="Staged estate" className={classes.range}>
      Range: staged data, no real account
    </aside>
  );
}

/** When the live stream is lost: what is shown is as of then. */
export function StaleStrip() {
  const lostAt = useConnection((state) => state.lostAt);
  if (!lostAt) return null;
  return (
    <p className={classes.stale} role="status">
      Connection lost {lostAt.slice(11, 16)}Z, shown as of then. It reconnects by itself.
    </p>
  );
}
