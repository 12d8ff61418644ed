'use client';

import { UnstyledButton } from '@mantine/core';
import { countText } from '@virga/ui';
import { useTimeline } from '../state/timeline-context.ts';
import classes from './histogram.module.css';
import type { FittedRange } from './use-fit.ts';

export interface HistogramToolsProps {
  /** Rows of the highest bar; null while it is not known. */
  most: number | null;
  fitted: FittedRange | null;
  /** Nobody chose a range. */
  isFree: boolean;
  onEnter(): void;
  onTable(): void;
}

/** Between the ends of the axis: how high it is, how wide it could be, and the same as a table. */
export function HistogramTools({ most, fitted, isFree, onEnter, onTable }: HistogramToolsProps) {
  const { view, change } = useTimeline();
  const outside = fitted ? fitted.before + fitted.after : 0;
  return (
    <span className={classes.tools} onPointerEnter={onEnter}>
      {most === null ? null : <span title="Highest bar">max {countText(most)}</span>}
      <UnstyledButton
        className={classes.tool}
        aria-pressed={view.logScale}
        title="Logarithmic height: small bars beside large ones"
        onClick={() => change({ logScale: !view.logScale }, 'replace')}
      >
        log
      </UnstyledButton>
      <UnstyledButton className={classes.tool} onClick={onTable}>
        show as table
      </UnstyledButton>
      {isFree && (view.wholeSpan || outside > 0) ? (
        <UnstyledButton
          className={outside > 0 ? classes.outside : classes.tool}
          title={
            view.wholeSpan
              ? 'Only the time in which most of these events are'
              : 'These bars stop where most events are; the table holds all. Click to see the whole time.'
          }
          onClick={() => change({ wholeSpan: !view.wholeSpan }, 'replace')}
        >
          {view.wholeSpan || !fitted ? 'fit' : outsideText(fitted)}
        </UnstyledButton>
      ) : null}
      {isFree ? null : (
        <UnstyledButton className={classes.tool} onClick={() => change({ from: null, until: null, at: null })}>
          all time
        </UnstyledButton>
      )}
    </span>
  );
}

function outsideText({ before, after }: FittedRange): string {
  const parts = [
    ...(before > 0 ? [`${countText(before)} events before`] : []),
    ...(after > 0 ? [`${countText(after)} after`] : []),
  ];
  return `! ${parts.join(', ')}`;
}
