import type { CopiesRequest, CopyPlace, EventCopies } from '../store.ts';
import type { ReadQuery } from './read-session.ts';

interface PlaceRow {
  id: string;
  evidence_id: string;
  object: string;
  record_offset: string | bigint;
  record_length: number;
}

const sameUid = (table: string) =>
  `${table}.case_id = $1 AND hashtextextended(${table}.uid, 0) = hashtextextended($2, 0) AND ${table}.uid = $2`;
const place = (table: string) =>
  `${table}.evidence_id, ${table}.object, ${table}.record_offset, ${table}.record_length`;

/** Every other place of an event's record: folded copies, rows of other items, and rows that contradict it. */
export async function copiesOf(query: ReadQuery, request: CopiesRequest): Promise<EventCopies | null> {
  const { access, eventId, limit = 100 } = request;
  const [event] = await query<{ uid: string; content_hash: string }>(
    'SELECT uid, content_hash FROM timeline_event WHERE case_id = $1 AND id = $2',
    [access.caseId, eventId],
  );
  if (!event) return null;
  const values = [access.caseId, event.uid, event.content_hash];
  const folded = await query<PlaceRow>(
    `SELECT f.id, ${place('f')} FROM folded_copy f
     WHERE ${sameUid('f')} AND f.content_hash = $3 AND f.run = ''
     ORDER BY f.evidence_id, f.object, f.record_offset LIMIT $4`,
    [...values, limit + 1],
  );
  const rows = (comparison: '=' | '<>') =>
    query<PlaceRow>(
      `SELECT e.id, ${place('e')} FROM timeline_event e
       WHERE ${sameUid('e')} AND e.content_hash ${comparison} $3 AND e.id <> $4
       ORDER BY e.evidence_id, e.object, e.record_offset LIMIT $5`,
      [...values, eventId, limit + 1],
    );
  const elsewhere = await rows('=');
  const conflicting = await rows('<>');
  const same = [...elsewhere.map((row) => copyPlace(row, row.id)), ...folded.map((row) => copyPlace(row, null))];
  return {
    same: same.slice(0, limit),
    conflicting: conflicting.slice(0, limit).map((row) => copyPlace(row, row.id)),
    more: same.length > limit || conflicting.length > limit,
  };
}

function copyPlace(row: PlaceRow, eventId: string | null): CopyPlace {
  const { evidence_id: evidenceId, object, record_offset: offset, record_length: length } = row;
  return { eventId, record: { evidenceId, object, offset: Number(offset), length } };
}
