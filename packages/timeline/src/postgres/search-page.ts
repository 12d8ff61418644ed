import { type PagePlace, readPageToken, writePageToken } from '../page-token.ts';
import { checkPageLimit, type ResolvedSelection, resolveSelection } from '../resolved-selection.ts';
import type { Order, SearchPage, SearchRequest, TimelineRow } from '../store.ts';
import { compileSelection } from './compile-selection.ts';
import type { ReadQuery } from './read-session.ts';
import { besideColumns, besideJoin, type DatabaseRow, pageColumns, timelineRow } from './row-columns.ts';

/** One page of a search by key, in either direction. */
export async function searchPage(
  query: ReadQuery,
  request: SearchRequest,
  clock: bigint,
  key: Uint8Array,
): Promise<Omit<SearchPage, 'tookMs'>> {
  checkPageLimit(request.limit);
  const { selection, place } = resolvePage(request, clock, key);
  const isBackward = place?.direction === 'before';
  const rows = await readRows(query, selection, {
    order: isBackward ? opposite(request.order) : request.order,
    behind: place,
    at: place ? undefined : request.at,
    limit: request.limit + 1,
  });
  const hasMore = rows.length > request.limit;
  if (hasMore) rows.pop();
  if (isBackward) rows.reverse();
  const token = (row: TimelineRow | undefined, direction: 'after' | 'before') => {
    if (!row) return null;
    const { timeMicros, id } = row.event;
    return writePageToken(key, { timeMicros, id, direction, now: selection.now }, selection, request.order);
  };
  // Behind a token stands the row it was made of; at a time that was asked for, we do not look and offer the page.
  const isFirst = isBackward ? !hasMore : place === undefined && request.at === undefined;
  const isLast = isBackward ? false : !hasMore;
  return {
    rows,
    next: isLast ? null : token(rows.at(-1), 'after'),
    previous: isFirst ? null : token(rows[0], 'before'),
  };
}

function resolvePage(request: SearchRequest, clock: bigint, key: Uint8Array) {
  const selection = resolveSelection(request, clock);
  if (request.page === undefined) return { selection, place: undefined };
  const place = readPageToken(key, request.page, selection, request.order);
  return { selection: { ...selection, now: place.now }, place };
}

export interface RowsRequest {
  order: Order;
  /** Rows behind this key in `order`. */
  behind?: Pick<PagePlace, 'timeMicros' | 'id'> | undefined;
  /** Rows from this time on, in `order`. */
  at?: bigint | undefined;
  limit: number;
}

/** Rows of a selection in order. What people said is joined only to the rows of the page. */
export async function readRows(
  query: ReadQuery,
  selection: ResolvedSelection,
  request: RowsRequest,
): Promise<TimelineRow[]> {
  const { parameters, shown } = compileSelection(selection);
  const isAscending = request.order === 'asc';
  const conditions = [shown];
  if (request.behind) {
    const { timeMicros, id } = request.behind;
    const place = `(${parameters.add(timeMicros, 'bigint')}, ${parameters.add(id, 'bpchar')})`;
    conditions.push(`(e.time_micros, e.id) ${isAscending ? '>' : '<'} ${place}`);
  }
  if (request.at !== undefined) {
    conditions.push(`e.time_micros ${isAscending ? '>=' : '<='} ${parameters.add(request.at, 'bigint')}`);
  }
  const by = (row: string) => `${row}.time_micros ${request.order}, ${row}.id ${request.order}`;
  const limit = parameters.add(request.limit, 'int');
  const rows = await query<DatabaseRow>(
    `WITH p AS MATERIALIZED (
       SELECT ${pageColumns} FROM timeline_event e WHERE ${conditions.join(' AND ')} ORDER BY ${by('e')} LIMIT ${limit})
     SELECT p.*, ${besideColumns} FROM p ${besideJoin} ORDER BY ${by('p')}`,
    parameters.values,
  );
  return rows.map(timelineRow);
}

export function opposite(order: Order): Order {
  return order === 'asc' ? 'desc' : 'asc';
}
