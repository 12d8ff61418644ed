import { audit } from '@virga/database';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { microsOf } from '../platform/iso-time.ts';
import { withQuerySlot } from './query-slots.ts';
import { type SelectionInput, selectionOf } from './selection-of.ts';
import { timelineRowOf } from './timeline-row.ts';

interface SearchInput extends SelectionInput {
  order: 'asc' | 'desc';
  limit: number;
  page?: string | undefined;
  at?: string | undefined;
}

/** One page. The first page of a search is audited: what was asked, not how often it was scrolled. */
export async function searchTimeline(call: CaseCall, input: SearchInput) {
  const { timeline, db } = call.platform;
  const page = await withQuerySlot(call, () =>
    timeline.search({
      ...selectionOf(call, input),
      order: input.order,
      limit: input.limit,
      ...(input.page ? { page: input.page } : {}),
      ...(input.at ? { at: microsOf(input.at, 'at') } : {}),
    }),
  );
  if (!input.page) {
    const { query, from, until } = input;
    await audit(db, {
      ...auditOf(call),
      action: 'timeline searched',
      targetKind: 'timeline',
      details: { query, from, until },
    });
  }
  return { items: page.rows.map(timelineRowOf), next: page.next, previous: page.previous, tookMs: page.tookMs };
}
