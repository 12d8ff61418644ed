import type { Prisma } from '@virga/database';
import { formatTime } from '@virga/domain';
import type { CaseCall } from '../platform/call.ts';
import { microsIso } from '../platform/iso-time.ts';
import { coverageOf, isGap } from '../scope/list-coverage.ts';
import { withQuerySlot } from './query-slots.ts';
import { type SelectionInput, selectionOf } from './selection-of.ts';

/** Counts by time, and the hours to hatch: what was not, or not wholly, collected in the span that is shown. */
export async function histogramTimeline(call: CaseCall, input: SelectionInput & { buckets: number }) {
  const selection = selectionOf(call, input);
  const found = await withQuerySlot(call, () =>
    call.platform.timeline.histogram({ ...selection, buckets: input.buckets }),
  );
  const from = selection.range?.from ?? found.from;
  const until = selection.range?.until ?? found.until;
  const gaps = await coverageOf(call.platform.db.prisma, call.access.caseId, gapsBetween(from, until), 500);
  return {
    bucketMicros: found.bucketMicros.toString(),
    from: microsIso(found.from),
    until: microsIso(found.until),
    buckets: found.buckets.map(({ start, total, bySeverity }) => ({ start: formatTime(start), total, bySeverity })),
    gaps,
    tookMs: found.tookMs,
  };
}

/** Gaps that touch the span; one without bounds touches every span. */
function gapsBetween(from: bigint | null, until: bigint | null): Prisma.CoverageEntryWhereInput {
  const before = until === null ? [] : [{ OR: [{ fromMicros: null }, { fromMicros: { lt: until } }] }];
  const after = from === null ? [] : [{ OR: [{ toMicros: null }, { toMicros: { gt: from } }] }];
  return { AND: [isGap, ...before, ...after] };
}
