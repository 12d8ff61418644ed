import type { Pool, PoolClient } from 'pg';
import type { TimelineTransaction } from '../store.ts';

/** Runs `work` in one transaction; what it throws rolls back everything. `prepare` runs before, outside of it. */
export async function inWriteTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
  prepare?: (client: PoolClient) => Promise<void>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await prepare?.(client);
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (thrown) {
    await client.query('ROLLBACK').catch((error: Error) => {
      failure = error;
    });
    throw thrown;
  } finally {
    client.release(failure);
  }
}

/** The narrow door that `commit` callbacks get. */
export function transactionOf(client: PoolClient): TimelineTransaction {
  return {
    async query(text, values) {
      const result = await client.query<Record<string, unknown>>(text, values ? [...values] : []);
      return { rows: result.rows, rowCount: result.rowCount };
    },
  };
}
