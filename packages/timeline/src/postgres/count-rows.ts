import type { ResolvedSelection } from '../resolved-selection.ts';
import type { Order, TimelineCount } from '../store.ts';
import { compileSelection } from './compile-selection.ts';
import type { ReadQuery } from './read-session.ts';

/** Exact counts, in one pass over what matches. */
export async function countRows(
  query: ReadQuery,
  selection: ResolvedSelection,
): Promise<Omit<TimelineCount, 'tookMs'>> {
  const { parameters, where, isHidden, isOwn } = compileSelection(selection);
  const [row] = await query<{ total: string; hidden: string; own: string }>(
    `SELECT count(*) FILTER (WHERE NOT ${isHidden} AND NOT ${isOwn}) AS total,
            count(*) FILTER (WHERE ${isHidden}) AS hidden,
            count(*) FILTER (WHERE NOT ${isHidden} AND ${isOwn}) AS own
     FROM timeline_event e WHERE ${where}`,
    parameters.values,
  );
  return { total: Number(row!.total), hiddenExcluded: Number(row!.hidden), ownExcluded: Number(row!.own) };
}

/** 1-based place of a row in the order, null when the selection does not hold it. */
export async function positionOf(
  query: ReadQuery,
  selection: ResolvedSelection,
  order: Order,
  eventId: string,
): Promise<number | null> {
  const found = compileSelection(selection);
  const id = found.parameters.add(eventId, 'bpchar');
  const [row] = await query<{ time_micros: string }>(
    `SELECT e.time_micros FROM timeline_event e WHERE ${found.shown} AND e.id = ${id}`,
    found.parameters.values,
  );
  if (!row) return null;
  const { parameters, shown } = compileSelection(selection);
  const place = `(${parameters.add(row.time_micros, 'bigint')}, ${parameters.add(eventId, 'bpchar')})`;
  const [counted] = await query<{ place: string }>(
    `SELECT count(*) AS place FROM timeline_event e
     WHERE ${shown} AND (e.time_micros, e.id) ${order === 'asc' ? '<=' : '>='} ${place}`,
    parameters.values,
  );
  return Number(counted!.place);
}
