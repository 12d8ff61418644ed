import { AppError } from '@virga/domain';
import type { QueryTree, TimeEdge } from './query/tree.ts';
import type { ResolvedSelection } from './resolved-selection.ts';
import { alignDown, roundBucket } from './round-bucket.ts';
import type { TimeRange } from './store.ts';

const mostBuckets = 2000;

export interface HistogramSpan {
  bucketMicros: bigint;
  /** First instant of the first and of the bucket after the last, both aligned. */
  from: bigint;
  until: bigint;
}

/**
 * The axis of a histogram: what the case holds, cut by the screen's range and by times that the query as a whole demands,
 * rounded outwards to buckets. Null when they do not meet. Throws `request.invalid` for more than 2000 buckets.
 */
export function histogramSpan(
  selection: ResolvedSelection,
  held: { first: bigint; last: bigint },
  wish: { buckets?: number | undefined; bucketMicros?: bigint | undefined },
): HistogramSpan | null {
  let span = intersect({ from: held.first, until: held.last + 1n }, selection.range);
  for (const range of demandedRanges(selection.tree, selection.now)) span = intersect(span, range);
  if (span.from >= span.until) return null;
  const buckets = Math.min(Math.max(Math.trunc(wish.buckets ?? 120), 2), mostBuckets);
  const width = wish.bucketMicros ?? roundBucket(span.from, span.until, buckets);
  if (width < 1n || (span.until - span.from) / width > BigInt(mostBuckets)) {
    throw new AppError({ code: 'request.invalid', message: `A histogram has at most ${mostBuckets} buckets.` });
  }
  return { bucketMicros: width, from: alignDown(span.from, width), until: alignDown(span.until - 1n, width) + width };
}

function intersect(span: { from: bigint; until: bigint }, range: TimeRange): { from: bigint; until: bigint } {
  return {
    from: range.from !== null && range.from > span.from ? range.from : span.from,
    until: range.until !== null && range.until < span.until ? range.until : span.until,
  };
}

/** Time ranges that every match lies in: those that stand in the query joined by AND. */
function demandedRanges(tree: QueryTree, now: bigint): TimeRange[] {
  if (tree.kind === 'and') return tree.items.flatMap((item) => demandedRanges(item, now));
  if (tree.kind !== 'time') return [];
  const at = (edge: TimeEdge | null) => edge && ('micros' in edge ? edge.micros : now + edge.fromNow);
  return [{ from: at(tree.from), until: at(tree.until) }];
}
