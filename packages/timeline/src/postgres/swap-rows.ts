import type { Pool } from 'pg';
import type { SwapRequest, SwapResult } from '../store.ts';
import { copyColumns } from './columns.ts';
import { swapFolded } from './folded-places.ts';
import { markConflicts } from './mark-conflicts.ts';
import { inWriteTransaction, transactionOf } from './write-session.ts';

const columnList = copyColumns.join(', ');
const ofRun = 'case_id = $1 AND evidence_id = $2 AND run = $3';

/** Removes the item's rows, shows those written beside under the run, and lists annotated events that have no row now. */
export async function swapRows(pool: Pool, request: SwapRequest): Promise<SwapResult> {
  const { caseId, evidenceId, run } = request;
  return inWriteTransaction(pool, async (client) => {
    const lost = await client.query<{ id: string }>(
      `SELECT e.id FROM timeline_event e
       WHERE e.case_id = $1 AND e.evidence_id = $2
         AND (EXISTS (SELECT 1 FROM annotation a WHERE a.case_id = e.case_id AND a.event_id = e.id)
           OR EXISTS (SELECT 1 FROM event_comment c
                      WHERE c.case_id = e.case_id AND c.event_id = e.id AND c.deleted_at IS NULL))
         AND NOT EXISTS (SELECT 1 FROM timeline_event_beside b
                         WHERE b.case_id = $1 AND b.evidence_id = $2 AND b.run = $3 AND b.id = e.id)
       ORDER BY e.time_micros, e.id`,
      [caseId, evidenceId, run],
    );
    const removed = await client.query('DELETE FROM timeline_event WHERE case_id = $1 AND evidence_id = $2', [
      caseId,
      evidenceId,
    ]);
    const inserted = await client.query(
      `INSERT INTO timeline_event (${columnList})
       SELECT ${columnList} FROM timeline_event_beside WHERE ${ofRun}`,
      [caseId, evidenceId, run],
    );
    await client.query(`DELETE FROM timeline_event_beside WHERE ${ofRun}`, [caseId, evidenceId, run]);
    await swapFolded(client, request);
    const result = {
      removed: removed.rowCount ?? 0,
      inserted: inserted.rowCount ?? 0,
      lostAnnotated: lost.rows.map((row) => row.id),
      conflicting: await markConflicts(client, request),
    };
    await request.commit?.(transactionOf(client), result);
    return result;
  });
}

export async function discardBeside(
  pool: Pool,
  request: { caseId: string; evidenceId: string; run: string },
): Promise<void> {
  const { caseId, evidenceId, run } = request;
  for (const table of ['timeline_event_beside', 'folded_copy'])
    await pool.query(`DELETE FROM ${table} WHERE ${ofRun}`, [caseId, evidenceId, run]);
}
