import type { Pool, PoolClient } from 'pg';
import type { AppendRequest, AppendResult } from '../store.ts';
import { copyColumns } from './columns.ts';
import { copyRows } from './copy-rows.ts';
import { EncodedRows } from './encoded-rows.ts';
import { insertFolded } from './folded-places.ts';
import { markConflicts } from './mark-conflicts.ts';
import { inWriteTransaction, transactionOf } from './write-session.ts';

const columnList = copyColumns.join(', ');

/**
 * One transaction: rows go straight into the timeline by COPY, then the caller writes checkpoint and ledger. Rows that the
 * case holds already are rare (a run that was killed, two jobs at once): they collide on the primary key, and the batch goes
 * the longer way through a staging table, with ON CONFLICT DO NOTHING. Rows beside always do: nobody waits for a reparse.
 */
export async function appendRows(pool: Pool, request: AppendRequest): Promise<AppendResult> {
  const rows = await encoded(request);
  const result = await appendEncoded(pool, request, rows);
  // Not after a failure: a broken connection may still hold pieces of them.
  rows.release();
  return result;
}

async function appendEncoded(pool: Pool, request: AppendRequest, rows: EncodedRows): Promise<AppendResult> {
  if (request.besideRun !== undefined) return appendStaged(pool, request, rows);
  let isCopied = false;
  try {
    return await inWriteTransaction(pool, async (client) => {
      if (rows.length > 0) await copyRows(client, 'timeline_event', rows);
      isCopied = true;
      return await complete(client, request, { inserted: rows.length, alreadyThere: 0 });
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

async function encoded(request: AppendRequest): Promise<EncodedRows> {
  const { caseId, evidenceId, rows, folded = [] } = request;
  for (const { id, record } of folded)
    if (record.evidenceId !== evidenceId) throw new Error(`copy ${id} is of evidence item ${record.evidenceId}`);
  if (rows instanceof EncodedRows) {
    if (rows.caseId === caseId && rows.evidenceId === evidenceId) return rows;
    throw new Error(`the batch is of evidence item ${rows.evidenceId}`);
  }
  if (!isIterable(rows)) throw new Error('the batch was made by another store');
  const batch = new EncodedRows(request);
  for await (const write of rows) batch.add(write);
  return batch;
}

function isIterable<Row>(rows: object): rows is Iterable<Row> | AsyncIterable<Row> {
  return Symbol.iterator in rows || Symbol.asyncIterator in rows;
}

/** SQLSTATE 23505, unique_violation. */
function isKeyCollision(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === '23505';
}

/** COPY into a staging table of this connection, then INSERT … ON CONFLICT DO NOTHING, then `commit`: one transaction. */
async function appendStaged(pool: Pool, request: AppendRequest, rows: EncodedRows): Promise<AppendResult> {
  return inWriteTransaction(
    pool,
    async (client) => {
      await copyRows(client, 'pg_temp.timeline_staging', rows);
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
