import type { Database } from '../client/open-database.ts';

export interface DueVerification {
  caseId: string;
  /** Null: the chain of the case. */
  evidenceId: string | null;
}

/**
 * What was not read since `since`: chains first, which are short, then sealed items, oldest reading first. What is open
 * already, or ended in a failure of the reading itself since then, is left out.
 */
export async function dueVerifications(db: Database, since: Date, limit: number): Promise<DueVerification[]> {
  const { rows } = await db.pool.query<{ case_id: string; evidence_id: string | null }>(
    `SELECT due.case_id, due.evidence_id FROM (
       SELECT entry.case_id, NULL::uuid AS evidence_id, 0 AS rank, NULL::timestamptz AS last
       FROM custody_entry entry WHERE entry.number = 1
       UNION ALL
       SELECT item.case_id, item.id, 1, item.verified_at FROM evidence_item item
       WHERE item.sealed_at IS NOT NULL AND coalesce(item.verified_at < $1, true)
     ) due
     WHERE NOT EXISTS (
       SELECT FROM evidence_verification known
       WHERE known.case_id = due.case_id AND known.evidence_id IS NOT DISTINCT FROM due.evidence_id
         AND (known.state IN ('queued', 'running') OR known.created_at >= $1))
     ORDER BY due.rank, due.last NULLS FIRST, due.case_id LIMIT $2`,
    [since, limit],
  );
  return rows.map((row) => ({ caseId: row.case_id, evidenceId: row.evidence_id }));
}

/** Bytes that the nightly run has read since `since`. */
export async function nightlyBytes(db: Database, since: Date): Promise<bigint> {
  const { _sum } = await db.prisma.evidenceVerification.aggregate({
    where: { requestedById: null, createdAt: { gte: since } },
    _sum: { bytesRead: true },
  });
  return _sum.bytesRead ?? 0n;
}

/** Readings that wait without anybody at work: their job was lost, or their reader died. */
export async function staleVerifications(db: Database): Promise<string[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT id FROM evidence_verification
     WHERE (state = 'queued' AND created_at < now() - interval '5 seconds')
        OR (state = 'running' AND started_at < now() - interval '3 minutes')
     ORDER BY id LIMIT 100`,
  );
  return rows.map(({ id }) => id);
}
