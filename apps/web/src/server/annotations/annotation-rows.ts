import { Prisma, type Transaction } from '@virga/database';
import { type AnnotationState, untouched } from './annotation-state.ts';

const lockClass = 72_107_384;

/**
 * States of events by id. Changes of one case come one after the other (most rows have no annotation yet that could be
 * locked), so that two people who mark the same rows at once do not lose one another's marks.
 */
export async function readStates(
  tx: Transaction,
  caseId: string,
  eventIds: readonly string[],
): Promise<Map<string, AnnotationState>> {
  await tx.$executeRaw(Prisma.sql`SELECT pg_advisory_xact_lock(${lockClass}::int, hashtext(${caseId}))`);
  const rows = await tx.$queryRaw<
    ({ event_id: string; in_report: boolean } & Omit<AnnotationState, 'inReport'>)[]
  >(Prisma.sql`
    SELECT event_id, starred, hidden, in_report, verdict, tags FROM annotation
    WHERE case_id = ${caseId}::uuid AND event_id = ANY(${[...eventIds]}::text[])`);
  const known = new Map<string, AnnotationState>();
  for (const { event_id, starred, hidden, in_report, verdict, tags } of rows)
    known.set(event_id, { starred, hidden, inReport: in_report, verdict, tags });
  return new Map(eventIds.map((id) => [id, known.get(id) ?? untouched]));
}

/** Writes states in one statement. */
export async function writeStates(
  tx: Transaction,
  caseId: string,
  userId: string,
  states: ReadonlyMap<string, AnnotationState>,
): Promise<void> {
  const rows = [...states].map(([event_id, { inReport, ...state }]) => ({ event_id, in_report: inReport, ...state }));
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO annotation (case_id, event_id, starred, hidden, in_report, verdict, tags, updated_by_id, updated_at)
    SELECT ${caseId}::uuid, x.event_id, x.starred, x.hidden, x.in_report, x.verdict, x.tags, ${userId}::uuid, now()
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS x(event_id text, starred boolean, hidden boolean, in_report boolean, verdict text, tags text[])
    ON CONFLICT (case_id, event_id) DO UPDATE SET starred = excluded.starred, hidden = excluded.hidden,
      in_report = excluded.in_report, verdict = excluded.verdict, tags = excluded.tags,
      updated_by_id = excluded.updated_by_id, updated_at = excluded.updated_at`);
}
