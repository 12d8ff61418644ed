import { MiddleCut } from '@virga/ui';
import classes from './acquisition-list.module.css';
import type { AcquisitionRow } from './acquisition-row.ts';

/** Evidence that lies in the cloud and is not sealed here: what it is, and what it costs a day. */
export function HeldNotice({ row }: { row: AcquisitionRow }) {
  if (row.held.length === 0) return null;
  const costs = row.held.map((one) => one.dailyCostUsd);
  const sum = costs.reduce<number>((total, cost) => total + (cost ?? 0), 0);
  const cost = costs.every((one) => one === null) ? 'cost not known' : `about ${sum.toFixed(2)} US$ a day`;
  return (
    <p className={classes.held}>
      <span className={classes.warn}>! Held in the cloud, not sealed</span> {cost}:{' '}
      {row.held.map((one) => (
        <span key={one.id}>
          {one.kind} <MiddleCut text={one.id} /> {one.region ?? ''}{' '}
        </span>
      ))}
    </p>
  );
}
