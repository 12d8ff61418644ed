import type pg from 'pg';

/** For whoever has to find out why: acquisitions that failed with the end of their log, and items whose ledger is red. */
export async function findTrouble(client: pg.Client): Promise<unknown[]> {
  const { rows: failed } = await client.query<{ id: string }>(
    `SELECT 'acquisition' AS what, id, case_id, source_id, state, step, phase, attempt, fence, error_code, error_message
     FROM acquisition WHERE state <> 'done'`,
  );
  const { rows: red } = await client.query(
    `SELECT 'item' AS what, item.id, item.case_id, item.title, item.state, item.ledger_colour, item.ledger_reasons,
       item.ledger->'objects'->'failed' AS failed, item.error_code,
       item.error_message, run.state AS parse, run.attempt, run.progress
     FROM evidence_item item LEFT JOIN parse_run run ON run.case_id = item.case_id AND run.evidence_id = item.id
     WHERE item.ledger_colour = 'red' OR item.state <> 'done'`,
  );
  const logs: unknown[] = [];
  for (const { id } of failed) {
    const { rows } = await client.query(
      'SELECT at, step, level, message, fields FROM acquisition_log WHERE acquisition_id = $1 ORDER BY id DESC LIMIT 15',
      [id],
    );
    logs.push({ what: 'log', id, lines: rows.toReversed() });
  }
  return [...failed, ...red, ...logs];
}
