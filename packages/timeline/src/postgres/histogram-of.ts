import { histogramSpan } from '../histogram-span.ts';
import { severityWord } from '../query/severity-level.ts';
import type { ResolvedSelection } from '../resolved-selection.ts';
import type { Histogram, HistogramBucket, HistogramRequest } from '../store.ts';
import { compileSelection } from './compile-selection.ts';
import type { ReadQuery } from './read-session.ts';

/** Counts by time and severity. */
export async function histogramOf(
  query: ReadQuery,
  selection: ResolvedSelection,
  request: HistogramRequest,
): Promise<Omit<Histogram, 'tookMs'>> {
  const [held] = await query<{ first: string | null; last: string | null }>(
    'SELECT min(time_micros) AS first, max(time_micros) AS last FROM timeline_event WHERE case_id = $1',
    [selection.caseId],
  );
  const span =
    held?.first && held.last
      ? histogramSpan(selection, { first: BigInt(held.first), last: BigInt(held.last) }, request)
      : null;
  if (!span) return { bucketMicros: request.bucketMicros ?? 1n, from: null, until: null, buckets: [] };
  const { parameters, shown } = compileSelection(selection);
  const from = parameters.add(span.from, 'bigint');
  const rows = await query<{ bucket: string; severity: number; count: string }>(
    `SELECT (e.time_micros - ${from}) / ${parameters.add(span.bucketMicros, 'bigint')} AS bucket, e.severity, count(*)
     FROM timeline_event e
     WHERE ${shown} AND e.time_micros >= ${from} AND e.time_micros < ${parameters.add(span.until, 'bigint')}
     GROUP BY 1, 2 ORDER BY 1, 2`,
    parameters.values,
  );
  const buckets = new Map<string, HistogramBucket>();
  for (const row of rows) {
    const start = span.from + BigInt(row.bucket) * span.bucketMicros;
    const bucket = buckets.get(row.bucket) ?? emptyBucket(start);
    bucket.total += Number(row.count);
    bucket.bySeverity[severityWord(row.severity)] += Number(row.count);
    buckets.set(row.bucket, bucket);
  }
  return { ...span, buckets: [...buckets.values()] };
}

export function emptyBucket(start: bigint): HistogramBucket {
  return { start, total: 0, bySeverity: { critical: 0, high: 0, medium: 0, low: 0, info: 0 } };
}
