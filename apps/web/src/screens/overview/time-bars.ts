import { type Severity, severities } from '@virga/domain';

export interface TimeBucket {
  from: string;
  to: string;
  bySeverity: Partial<Record<Severity, number>>;
}

export interface TimeBar {
  from: string;
  to: string;
  total: number;
  worst: Severity;
  /** Per cent of the width and of the height. */
  left: number;
  width: number;
  height: number;
}

/** Bars over the whole span: place by time, height from zero, colour of the worst severity. */
export function timeBars(buckets: readonly TimeBucket[]): { bars: TimeBar[]; most: number } {
  const first = Math.min(...buckets.map((bucket) => Date.parse(bucket.from)));
  const last = Math.max(...buckets.map((bucket) => Date.parse(bucket.to)));
  const span = Math.max(1, last - first);
  const totals = buckets.map((bucket) => Object.values(bucket.bySeverity).reduce((sum, count) => sum + count, 0));
  const most = Math.max(0, ...totals);
  const bars = buckets.map((bucket, index) => ({
    from: bucket.from,
    to: bucket.to,
    total: totals[index]!,
    worst: severities.find((severity) => (bucket.bySeverity[severity] ?? 0) > 0) ?? 'info',
    left: ((Date.parse(bucket.from) - first) / span) * 100,
    width: ((Date.parse(bucket.to) - Date.parse(bucket.from)) / span) * 100,
    height: most === 0 ? 0 : (totals[index]! / most) * 100,
  }));
  return { bars, most };
}
