import type { ClaimedParseRun, Database, EvidenceItem } from '@virga/database';
import { type ImportLedger, judgeLedger, type LedgerVerdict } from '@virga/domain';
import type { TimelineTransaction } from '@virga/timeline';

interface Outcome {
  parserId: string;
  ledger: ImportLedger;
  /** Rows of the item that share a uid with a row of other content, in this item or another. */
  conflicting: number;
}

/** What the run leaves behind: the run is done, the item shows its generation with ledger and verdict, screens are told. */
export async function writeOutcome(
  transaction: TimelineTransaction,
  { row, evidence, lease }: ClaimedParseRun,
  { parserId, ledger, conflicting }: Outcome,
): Promise<void> {
  const verdict = withConflicts(judgeLedger(ledger), conflicting);
  await transaction.query("UPDATE parse_run SET state = 'done', finished_at = now(), checkpoint = $2 WHERE id = $1", [
    lease.id,
    JSON.stringify({ ledger, done: [] }),
  ]);
  await transaction.query(
    `UPDATE evidence_item SET state = 'done', generation = $3, parser_id = $4, ledger = $5, ledger_colour = $6,
       ledger_reasons = $7, event_count = $8, error_code = NULL, error_message = NULL, waiting_for = NULL
     WHERE case_id = $1 AND id = $2`,
    [
      row.caseId,
      evidence.id,
      row.generation,
      parserId,
      JSON.stringify(ledger),
      verdict.colour,
      verdict.reasons,
      ledger.events,
    ],
  );
  for (const kind of ['evidence', 'timeline'])
    await transaction.query('INSERT INTO live_event (case_id, kind, subject, payload) VALUES ($1, $2, $3, $4)', [
      row.caseId,
      kind,
      evidence.id,
      JSON.stringify({ state: 'done', ledgerColour: verdict.colour }),
    ]);
}

/** Contradicting copies are raised on the item, also when the other copy lies in another item. */
function withConflicts(verdict: LedgerVerdict, conflicting: number): LedgerVerdict {
  if (conflicting === 0) return verdict;
  const rows = conflicting === 1 ? '1 row contradicts' : `${conflicting} rows contradict`;
  const reason = `${rows} another copy of the record: search conflicting:true`;
  return { ...verdict, colour: verdict.colour === 'red' ? 'red' : 'amber', reasons: [...verdict.reasons, reason] };
}

/** True when another item of the case may hold copies of this one's records: uids of other formats never meet. */
export async function hasComparable(db: Database, { caseId, id, format }: EvidenceItem): Promise<boolean> {
  const { rows } = await db.pool.query<{ found: boolean }>(
    `SELECT EXISTS (SELECT FROM evidence_item WHERE case_id = $1 AND id <> $2 AND state <> 'collecting'
       AND ($3 = 'upload' OR format IN ($3, 'upload'))) AS found`,
    [caseId, id, format],
  );
  return rows[0]!.found;
}
