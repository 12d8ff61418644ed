import { formatTime, type Severity, severities } from '@virga/domain';
import { microsOf } from '../state/times.ts';

export interface BucketJson {
  start: string;
  total: number;
  bySeverity: Partial<Record<Severity, number>>;
}

export interface Bar extends BucketJson {
  /** Exclusive end, ISO. */
  end: string;
  worst: Severity;
  x: number;
  width: number;
  height: number;
}

export interface Span {
  from: bigint;
  until: bigint;
}

/** Severity of the worst row of a bucket. */
export function worstOf(bySeverity: BucketJson['bySeverity']): Severity {
  return severities.find((severity) => (bySeverity[severity] ?? 0) > 0) ?? 'info';
}

/** Pixels from the left for a moment; outside of the span it stays at the edge. */
export function placeOf(micros: bigint, span: Span, width: number): number {
  const length = span.until - span.from;
  if (length <= 0n) return 0;
  const place = (Number(micros - span.from) / Number(length)) * width;
  return Math.min(width, Math.max(0, place));
}

/** The moment at a pixel. */
export function momentAt(x: number, span: Span, width: number): bigint {
  const share = Math.min(1, Math.max(0, width > 0 ? x / width : 0));
  return span.from + BigInt(Math.round(Number(span.until - span.from) * share));
}

/** Bars from zero, at least 1 px high and 3 px wide where there is room, with a gap of 1 px. */
export function barsOf(
  buckets: readonly BucketJson[],
  bucketMicros: bigint,
  span: Span,
  size: { width: number; height: number; isLog: boolean },
): Bar[] {
  const most = Math.max(1, ...buckets.map((bucket) => bucket.total));
  const scale = (total: number) => (size.isLog ? Math.log1p(total) / Math.log1p(most) : total / most);
  return buckets.map((bucket) => {
    const start = microsOf(bucket.start);
    const x = placeOf(start, span, size.width);
    const right = placeOf(start + bucketMicros, span, size.width);
    return {
      ...bucket,
      end: formatTime(start + bucketMicros),
      worst: worstOf(bucket.bySeverity),
      x,
      width: Math.max(1, right - x - 1),
      height: bucket.total === 0 ? 0 : Math.max(1, scale(bucket.total) * size.height),
    };
  });
}
