import type { ResolvedSelection } from '../resolved-selection.ts';
import type { Neighbourhood, TimelineRow } from '../store.ts';
import type { ReadQuery } from './read-session.ts';
import { besideColumns, besideJoin, type DatabaseRow, pageColumns, timelineRow } from './row-columns.ts';
import { readRows } from './search-page.ts';

/** One row of the case by its id. */
export async function eventById(query: ReadQuery, caseId: string, id: string): Promise<TimelineRow | null> {
  const rows = await query<DatabaseRow>(
    `WITH p AS (SELECT ${pageColumns} FROM timeline_event e WHERE e.case_id = $1 AND e.id = $2)
     SELECT p.*, ${besideColumns} FROM p ${besideJoin}`,
    [caseId, id],
  );
  return rows[0] ? timelineRow(rows[0]) : null;
}

/** The row and what stands around it in time, hidden rows and our own calls included. */
export async function aroundEvent(
  query: ReadQuery,
  caseId: string,
  wish: { eventId: string; micros: bigint; limit: number },
): Promise<Neighbourhood | null> {
  const row = await eventById(query, caseId, wish.eventId);
  if (!row) return null;
  const { timeMicros, id } = row.event;
  const selection: ResolvedSelection = {
    caseId,
    tree: { kind: 'all' },
    range: { from: timeMicros - wish.micros, until: timeMicros + wish.micros + 1n },
    excludesHidden: false,
    excludesOwn: false,
    now: 0n,
  };
  const behind = { timeMicros, id };
  const before = await readRows(query, selection, { order: 'desc', behind, limit: wish.limit });
  const after = await readRows(query, selection, { order: 'asc', behind, limit: wish.limit });
  return { row, before: before.reverse(), after };
}
