import { AppError } from '@virga/domain';
import pg, { type Pool, type PoolClient, type QueryResultRow } from 'pg';

export interface ReadOptions {
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** Runs bound statements inside one read-only transaction. */
export type ReadQuery = <Row extends QueryResultRow>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/**
 * Read-only transaction with a time limit. An aborted signal cancels the running statement in the database; the call then
 * rejects with the signal's reason, and the connection is thrown away, because a cancel request could arrive late.
 */
export async function inReadTransaction<Result>(
  pool: Pool,
  options: ReadOptions,
  work: (query: ReadQuery) => Promise<Result>,
): Promise<Result> {
  const { signal } = options;
  signal?.throwIfAborted();
  const client = await pool.connect();
  let cancelled: Promise<void> | undefined;
  const onAbort = () => {
    cancelled = cancelBackend(pool, backend).catch(() => undefined);
  };
  let backend = 0;
  let isBroken = false;
  try {
    backend = await begin(client, options.timeoutMs);
    signal?.throwIfAborted();
    signal?.addEventListener('abort', onAbort, { once: true });
    const result = await work(async (text, values) => (await client.query(text, [...values])).rows);
    await client.query('COMMIT');
    return result;
  } catch (thrown) {
    await client.query('ROLLBACK').catch(() => {
      isBroken = true;
    });
    if (signal?.aborted) throw signal.reason;
    throw readFailure(thrown);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    await cancelled;
    client.release(isBroken || cancelled !== undefined);
  }
}

/**
 * The limits hold for this transaction only. `jit` costs more than it gives at our sizes; the planner cannot see how far
 * apart the matches of free text are, so it must not be led by the cost of compiling.
 */
async function begin(client: PoolClient, timeoutMs: number): Promise<number> {
  const limit = Math.max(1, Math.trunc(timeoutMs));
  await client.query(`
    BEGIN READ ONLY;
    SET LOCAL statement_timeout = ${limit};
    SET LOCAL idle_in_transaction_session_timeout = ${limit + 60_000};
    SET LOCAL work_mem = '32MB';
    SET LOCAL jit = off`);
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return rows[0]!.pid;
}

/** On a connection of its own: the pool may be busy with the very queries that are to be cancelled. */
async function cancelBackend(pool: Pool, backend: number): Promise<void> {
  const client = new pg.Client(pool.options);
  await client.connect();
  try {
    await client.query('SELECT pg_cancel_backend($1)', [backend]);
  } finally {
    await client.end();
  }
}

/** SQLSTATE (appendix A of PostgreSQL's documentation) to what a person may read. */
function readFailure(thrown: unknown): unknown {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : undefined;
  if (code === '57014') {
    return new AppError({
      code: 'request.query_too_slow',
      message: 'This search is too slow. Narrow the time, or run it as a job.',
      cause: thrown,
    });
  }
  if (code === '2201B') {
    return new AppError({
      code: 'request.query_invalid',
      message: 'The pattern is too complex. Use a shorter one, or fewer repetitions.',
      facts: { position: 0, length: 0, expected: 'a simpler pattern' },
      cause: thrown,
    });
  }
  return thrown;
}
