'use client';

import { useConnection } from '../live/connection.ts';
import classes from './strips.module.css';

/** On every screen of a staged estate. */
export function RangeStrip() {
  return <p className={classes.range}>Range: staged data, no real account</p>;
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
