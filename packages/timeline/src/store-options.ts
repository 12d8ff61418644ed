import type { Pool } from 'pg';

/** `postgresTimelineStore(options)` makes the engine over tables that the migrations created. */
export interface PostgresTimelineOptions {
  /**
   * Connections of a role that may read and write the timeline tables. The store never ends the pool.
   * Its owner listens to the pool's `error` (a lost idle connection), or the process ends with it.
   */
  pool: Pool;
  /** Signs page tokens; at least 32 random bytes, the same for every process that serves one installation. */
  pageTokenKey: Uint8Array;
  /** An interactive read longer than this is cancelled. Default 10,000. */
  statementTimeoutMs?: number;
  /** One page of an export longer than this is cancelled. Default 300,000. */
  exportTimeoutMs?: number;
  /** Our clock in microseconds, for relative times. */
  now?: () => bigint;
}
