import { notFound, Prisma, type Transaction } from '@virga/database';

/** Every id must be a row of this case; a foreign one is as unknown as an invented one. */
export async function checkEvents(tx: Transaction, caseId: string, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  const wanted = [...new Set(eventIds)];
  const [found] = await tx.$queryRaw<{ count: number }[]>(Prisma.sql`
    SELECT count(*)::int AS count FROM timeline_event
    WHERE case_id = ${caseId}::uuid AND id = ANY(${wanted}::text[])`);
  if (found?.count !== wanted.length) throw notFound();
}
