import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { copyColumns } from './columns.ts';
import type { EncodedRows } from './encoded-rows.ts';

/** COPY of rows into a table of ours that has the timeline's columns. */
export async function copyRows(
  client: PoolClient,
  table: 'timeline_event' | 'pg_temp.timeline_staging',
  rows: EncodedRows,
): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${table} (${copyColumns.join(', ')}) FROM STDIN (FORMAT binary)`));
  const done = finished(stream);
  // Awaited below; an early failure must not count as unhandled meanwhile.
  done.catch(() => undefined);
  try {
    for (const piece of rows.pieces()) if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), done]);
    stream.end();
  } catch (thrown) {
    stream.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)));
    await done.catch(() => undefined);
    throw thrown;
  }
  await done;
}
