import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { Pool, PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { AppendRequest, AppendResult } from '../store.ts';
import { copyColumns } from './columns.ts';
import { copyLine } from './copy-text.ts';
import { inWriteTransaction, transactionOf } from './write-session.ts';

const columnList = copyColumns.join(', ');
/** Lines are sent in pieces of about this many characters: fewer, larger writes keep the socket busy. */
const pieceLength = 262_144;

/**
 * COPY into a staging table of this connection, then INSERT … ON CONFLICT DO NOTHING, then the caller's checkpoint and
 * ledger: one transaction. The staging table is temporary: no write-ahead log, emptied at commit.
 */
export async function appendRows(pool: Pool, request: AppendRequest): Promise<AppendResult> {
  return inWriteTransaction(
    pool,
    async (client) => {
      const copied = await copyToStaging(client, request);
      const inserted = await insertFromStaging(client, request.besideRun);
      const result = { inserted, alreadyThere: copied - inserted };
      await request.commit?.(transactionOf(client), result);
      return result;
    },
    createStaging,
  );
}

const prepared = new WeakSet<PoolClient>();

async function createStaging(client: PoolClient): Promise<void> {
  if (prepared.has(client)) return;
  await client.query(`
    CREATE TEMP TABLE timeline_staging (LIKE timeline_event) ON COMMIT DELETE ROWS`);
  prepared.add(client);
}

async function copyToStaging(client: PoolClient, request: AppendRequest): Promise<number> {
  const stream = client.query(copyFrom(`COPY pg_temp.timeline_staging (${columnList}) FROM STDIN`));
  const done = finished(stream);
  // Awaited below; an early failure must not count as unhandled meanwhile.
  done.catch(() => undefined);
  let piece = '';
  let count = 0;
  const send = async () => {
    if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), done]);
    piece = '';
  };
  try {
    for await (const write of request.rows) {
      if (write.event.record.evidenceId !== request.evidenceId) {
        throw new Error(`row ${write.event.id} belongs to evidence item ${write.event.record.evidenceId}`);
      }
      piece += copyLine(request.caseId, write);
      count++;
      if (piece.length > pieceLength) await send();
    }
    await send();
    stream.end();
  } catch (thrown) {
    stream.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)));
    await done.catch(() => undefined);
    throw thrown;
  }
  await done;
  return count;
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
