// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows by transform; table elements cannot be placed so, the ARIA roles say the same
import { durationText } from '@virga/ui';
import classes from './table.module.css';

export interface BetweenLineProps {
  day: string | null;
  quietMicros: bigint | null;
  start: number;
  isFiltered: boolean;
}

/** Where the day changes, and where time passed without events; with a query: without events of that query. */
export function BetweenLine({ day, quietMicros, start, isFiltered }: BetweenLineProps) {
  const quiet =
    quietMicros === null
      ? null
      : `${durationText(Number(quietMicros / 1000n))} without events${isFiltered ? ' of this search' : ''}`;
  return (
    <div
      role="row"
      tabIndex={-1}
      className={classes.between}
      data-quiet={quiet ? true : undefined}
      style={{ transform: `translateY(${start}px)` }}
    >
      <span role="gridcell" tabIndex={-1} className={classes.betweenText}>
        {day ? <strong>{day}</strong> : null}
        {day && quiet ? ' · ' : null}
        {quiet}
      </span>
    </div>
  );
}
