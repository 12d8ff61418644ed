import { microsOf } from '../state/times.ts';
import type { BucketJson, Span } from './bars-of.ts';

export interface Fit extends Span {
  /** Too few buckets for a good look: ask again for this span only. */
  isCoarse: boolean;
}

/** Of all rows at each end; what lies further out must also lie far away to be left out. */
const outermost = 0.01;
/** Of the span of the others: rows this near to them still belong to it. */
const near = 4n;
const fewBuckets = 16n;

/**
 * The span that holds all but the outermost rows, and those too unless they stand far away: one file time of 2018 must not
 * shrink four days of an incident to a single bar. Null without rows.
 */
export function fitOf(buckets: readonly Pick<BucketJson, 'start' | 'total'>[], bucketMicros: bigint): Fit | null {
  const filled = buckets
    .filter(({ total }) => total > 0)
    .map(({ start, total }) => ({ from: microsOf(start), until: microsOf(start) + bucketMicros, total }));
  const all = filled.reduce((sum, { total }) => sum + total, 0);
  const low = edgeAt(filled, all * outermost);
  const high = edgeAt(filled.toReversed(), all * outermost);
  if (!low || !high) return null;
  const reach = (high.until - low.from) / near;
  const kept = filled.filter(({ from, until }) => until > low.from - reach && from < high.until + reach);
  const span = { from: kept[0]!.from, until: kept.at(-1)!.until };
  return { ...span, isCoarse: (span.until - span.from) / bucketMicros < fewBuckets };
}

/** The first bucket with which more rows than `skipped` have passed. */
function edgeAt<Bucket extends { total: number }>(buckets: readonly Bucket[], skipped: number): Bucket | undefined {
  let passed = 0;
  return buckets.find(({ total }) => {
    passed += total;
    return passed > skipped;
  });
}
