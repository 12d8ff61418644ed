import type { Pool, PoolClient } from 'pg';
import type { AppendRequest, AppendResult, TimelineWrite } from '../store.ts';
import { copyColumns } from './columns.ts';
import { copyRows } from './copy-rows.ts';
import { insertFolded } from './folded-places.ts';
import { markConflicts } from './mark-conflicts.ts';
import { inWriteTransaction, transactionOf } from './write-session.ts';

const columnList = copyColumns.join(', ');

/**
 * One transaction: rows whose ids the case does not hold yet go straight into the timeline by COPY, then the caller writes
 * checkpoint and ledger. Looking up ids first costs a fraction of writing every row twice through a staging table. When two
 * jobs write the same row at once they collide on the primary key, and the later one goes that longer way, with ON CONFLICT
 * DO NOTHING. Rows beside always do: nobody waits for a reparse.
 */
export async function appendRows(pool: Pool, request: AppendRequest): Promise<AppendResult> {
  const rows = await collect(request);
  if (request.besideRun !== undefined) return appendStaged(pool, request, rows);
  let isCopied = false;
  try {
    return await inWriteTransaction(pool, async (client) => {
      const fresh = await unknownRows(client, request.caseId, rows);
      if (fresh.length > 0) await copyRows(client, 'timeline_event', request.caseId, fresh);
      isCopied = true;
      return await complete(client, request, { inserted: fresh.length, alreadyThere: rows.length - fresh.length });
    });
  } catch (thrown) {
    // A collision inside `commit` is the caller's own.
    if (isCopied || !isKeyCollision(thrown)) throw thrown;
    return appendStaged(pool, request, rows);
  }
}

/** What stands beside the rows, then what the caller writes: all in the transaction of the rows. */
async function complete(client: PoolClient, request: AppendRequest, counts: AppendResult): Promise<AppendResult> {
  await insertFolded(client, request);
  const result = request.marksConflicts ? { ...counts, conflicting: await markConflicts(client, request) } : counts;
  await request.commit?.(transactionOf(client), result);
  return result;
}

async function collect(request: AppendRequest): Promise<TimelineWrite[]> {
  const rows: TimelineWrite[] = [];
  for await (const write of request.rows) {
    checkItem(request, write.event);
    rows.push(write);
  }
  for (const place of request.folded ?? []) checkItem(request, place);
  return rows;
}

function checkItem({ evidenceId }: AppendRequest, { id, record }: { id: string; record: { evidenceId: string } }) {
  if (record.evidenceId !== evidenceId) throw new Error(`row ${id} is of evidence item ${record.evidenceId}`);
}

/** Rows that neither the case nor an earlier row of the batch holds. */
async function unknownRows(
  client: PoolClient,
  caseId: string,
  rows: readonly TimelineWrite[],
): Promise<TimelineWrite[]> {
  const ids = rows.map((write) => write.event.id);
  const known = await client.query<{ id: string }>(
    'SELECT id FROM timeline_event WHERE case_id = $1 AND id = ANY ($2::bpchar[])',
    [caseId, ids],
  );
  const taken = new Set(known.rows.map((row) => row.id));
  return rows.filter(({ event }) => {
    if (taken.has(event.id)) return false;
    taken.add(event.id);
    return true;
  });
}

/** SQLSTATE 23505, unique_violation. */
function isKeyCollision(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === '23505';
}

/** COPY into a staging table of this connection, then INSERT … ON CONFLICT DO NOTHING, then `commit`: one transaction. */
async function appendStaged(pool: Pool, request: AppendRequest, rows: readonly TimelineWrite[]): Promise<AppendResult> {
  return inWriteTransaction(
    pool,
    async (client) => {
      await copyRows(client, 'pg_temp.timeline_staging', request.caseId, rows);
      const inserted = await insertFromStaging(client, request.besideRun);
      return complete(client, request, { inserted, alreadyThere: rows.length - inserted });
    },
    createStaging,
  );
}

const prepared = new WeakSet<PoolClient>();

/** Temporary: no write-ahead log, emptied at the end of each transaction. */
async function createStaging(client: PoolClient): Promise<void> {
  if (prepared.has(client)) return;
  await client.query('CREATE TEMP TABLE timeline_staging (LIKE timeline_event) ON COMMIT DELETE ROWS');
  prepared.add(client);
}

async function insertFromStaging(client: PoolClient, run: string | undefined): Promise<number> {
  const result =
    run === undefined
      ? await client.query(`
          INSERT INTO timeline_event (${columnList})
          SELECT ${columnList} FROM pg_temp.timeline_staging
          ON CONFLICT (case_id, id) DO NOTHING`)
      : await client.query(
          `INSERT INTO timeline_event_beside (run, ${columnList})
           SELECT $1, ${columnList} FROM pg_temp.timeline_staging
           ON CONFLICT (case_id, evidence_id, run, id) DO NOTHING`,
          [run],
        );
  return result.rowCount ?? 0;
}
