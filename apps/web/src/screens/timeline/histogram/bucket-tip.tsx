import { severities } from '@virga/domain';
import { countText, SeverityMark } from '@virga/ui';
import { shortTime } from '../state/times.ts';
import type { Bar } from './bars-of.ts';
import classes from './histogram.module.css';

/** Bounds and counts in one sentence, for assistive technology. */
export function bucketSentence(bar: Bar): string {
  const counts = severities.filter((word) => bar.bySeverity[word]).map((word) => `${bar.bySeverity[word]} ${word}`);
  return `${shortTime(bar.start)} to ${shortTime(bar.end)}: ${bar.total} events, ${counts.join(', ')}`;
}

/** Exact bounds and count for each severity, beside the bucket. */
export function BucketTip({ bar, width }: { bar: Bar; width: number }) {
  const isRight = bar.x > width / 2;
  return (
    <div
      className={classes.tip}
      style={isRight ? { right: width - bar.x + 8 } : { left: bar.x + bar.width + 8 }}
      role="tooltip"
    >
      <div>{shortTime(bar.start)}</div>
      <div>– {shortTime(bar.end)}</div>
      <div className={classes.total}>{countText(bar.total)} events</div>
      {severities
        .filter((word) => bar.bySeverity[word])
        .map((word) => (
          <div key={word} className={classes.count}>
            <SeverityMark severity={word} />
            <span>{countText(bar.bySeverity[word]!)}</span>
          </div>
        ))}
    </div>
  );
}
