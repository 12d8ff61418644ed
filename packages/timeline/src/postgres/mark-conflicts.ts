import type { PoolClient } from 'pg';

/**
 * Lists the rows of the case that share a uid with this item's rows and differ in content (forensics.md, 8), and drops marks
 * that no longer hold. The lock makes two items that end at once see each other's rows: the later one finds the pair.
 * Returns how many of the item's own rows contradict another.
 */
export async function markConflicts(
  client: PoolClient,
  { caseId, evidenceId }: { caseId: string; evidenceId: string },
): Promise<number> {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended('conflicting ' || $1::text, 0))", [caseId]);
  await client.query(
    `DELETE FROM conflicting_event c WHERE c.case_id = $1 AND NOT EXISTS (
       SELECT 1 FROM timeline_event e JOIN timeline_event o
         ON hashtextextended(o.uid, 0) = hashtextextended(e.uid, 0) AND o.uid = e.uid AND o.case_id = e.case_id
       WHERE e.case_id = c.case_id AND e.id = c.event_id AND o.content_hash <> e.content_hash)`,
    [caseId],
  );
  // Aggregated by uid: a log that repeats one uid a million times costs a million rows, not their pairs.
  await client.query(
    `INSERT INTO conflicting_event (case_id, event_id, evidence_id)
     WITH mine AS (SELECT DISTINCT uid FROM timeline_event WHERE case_id = $1 AND evidence_id = $2),
     torn AS (
       SELECT e.uid FROM mine JOIN timeline_event e
         ON hashtextextended(e.uid, 0) = hashtextextended(mine.uid, 0) AND e.uid = mine.uid
       WHERE e.case_id = $1
       GROUP BY e.uid HAVING min(e.content_hash) <> max(e.content_hash))
     SELECT e.case_id, e.id, e.evidence_id FROM torn JOIN timeline_event e
       ON hashtextextended(e.uid, 0) = hashtextextended(torn.uid, 0) AND e.uid = torn.uid
     WHERE e.case_id = $1
     ON CONFLICT (case_id, event_id) DO NOTHING`,
    [caseId, evidenceId],
  );
  const { rows } = await client.query<{ count: string }>(
    'SELECT count(*) FROM conflicting_event WHERE case_id = $1 AND evidence_id = $2',
    [caseId, evidenceId],
  );
  return Number(rows[0]!.count);
}
