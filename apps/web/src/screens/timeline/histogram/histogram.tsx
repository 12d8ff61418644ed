'use client';

import { useElementSize } from '@mantine/hooks';
import { formatTime } from '@virga/domain';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTimeline } from '../state/timeline-context.ts';
import { shortTime } from '../state/times.ts';
import { barsOf } from './bars-of.ts';
import { BucketTip, bucketSentence } from './bucket-tip.tsx';
import classes from './histogram.module.css';
import { HistogramDrawing } from './histogram-drawing.tsx';
import { HistogramTable } from './histogram-table.tsx';
import { HistogramTools } from './histogram-tools.tsx';
import { useBrush } from './use-brush.ts';
import { useHistogram } from './use-histogram.ts';

const plotHeight = 68;
/** Few sizes, so that a change of the window's width seldom asks again. */
const bucketCounts = [400, 240, 120, 60] as const;

/** Rows by time, 88 pixels: bars by worst severity, hours not collected hatched, a handle on the time range. */
export function Histogram() {
  const { view, selection, tree } = useTimeline();
  const { ref, width } = useElementSize();
  const [isTable, setTable] = useState(false);
  const [current, setCurrent] = useState(-1);
  const count = width === 0 ? 0 : (bucketCounts.find((buckets) => width / buckets >= 4) ?? 60);
  const { found, span, hatches, gaps, fitted, isFree, isBusy } = useHistogram(count);
  const { data } = found;
  const bars = useMemo(
    () =>
      data && span
        ? barsOf(data.buckets, BigInt(data.bucketMicros), span, { width, height: plotHeight, isLog: view.logScale })
        : [],
    [data, span, width, view.logScale],
  );
  const { brush, hover, setHover, takeBar, widen, handlers, barAt } = useBrush({ span, bars, width });
  const most = Math.max(0, ...bars.map((bar) => bar.total));
  const chosen = bars[current];
  const hovered = hover === null || brush ? undefined : bars[barAt(hover)];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') setCurrent(Math.min(bars.length - 1, current + 1));
    else if (event.key === 'ArrowLeft') setCurrent(Math.max(0, current - 1));
    else if (event.key === 'Enter') takeBar(current);
    else if (event.key === 'ArrowUp' || event.key === 'Backspace') widen();
    else return;
    event.preventDefault();
  };
  return (
    <section className={classes.histogram} aria-label="Histogram of events by time" aria-busy={isBusy}>
      <div
        ref={ref}
        className={classes.plot}
        role="slider"
        tabIndex={0}
        aria-label="Bucket of time: arrows choose, Enter takes it, arrow up widens"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, bars.length - 1)}
        aria-valuenow={Math.max(0, current)}
        aria-valuetext={chosen ? bucketSentence(chosen) : `${bars.length} buckets, none chosen`}
        onKeyDown={onKeyDown}
        onBlur={() => setCurrent(-1)}
        {...handlers}
      >
        <HistogramDrawing
          {...{ bars, hatches, span, width, height: plotHeight, brush }}
          marked={hovered?.start ?? chosen?.start ?? null}
        />
        {hovered || chosen ? <BucketTip bar={(hovered ?? chosen)!} width={width} /> : null}
        {bars.length === 0 && !found.isFetching && (data || found.error || tree === null) ? (
          <p className={classes.none}>
            {found.error
              ? 'The histogram could not be loaded.'
              : gaps.length > 0
                ? 'No event here; see what was not collected.'
                : tree === null
                  ? 'Nothing was searched.'
                  : selection.query === '' && isFree
                    ? 'No event in this case yet.'
                    : 'No event of this search was found in this range.'}
          </p>
        ) : null}
      </div>
      <div className={classes.axis}>
        <span>{span ? shortTime(formatTime(span.from)) : ''}</span>
        <HistogramTools
          most={bars.length > 0 ? most : null}
          {...{ fitted, isFree }}
          onEnter={() => setHover(null)}
          onTable={() => setTable(true)}
        />
        <span>{span ? shortTime(formatTime(span.until)) : ''}</span>
      </div>
      <HistogramTable isOpen={isTable} onClose={() => setTable(false)} bars={bars} gaps={gaps} onTake={takeBar} />
    </section>
  );
}
