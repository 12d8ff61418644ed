import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { TimelineWrite } from '../store.ts';
import { copyColumns } from './columns.ts';
import { copyLine } from './copy-text.ts';

/** Lines are sent in pieces of about this many characters: fewer, larger writes keep the socket busy. */
const pieceLength = 262_144;

/** COPY of rows into a table of ours that has the timeline's columns. */
export async function copyRows(
  client: PoolClient,
  table: 'timeline_event' | 'pg_temp.timeline_staging',
  caseId: string,
  rows: readonly TimelineWrite[],
): Promise<void> {
  const stream = client.query(copyFrom(`COPY ${table} (${copyColumns.join(', ')}) FROM STDIN`));
  const done = finished(stream);
  // Awaited below; an early failure must not count as unhandled meanwhile.
  done.catch(() => undefined);
  let piece = '';
  try {
    for (const write of rows) {
      piece += copyLine(caseId, write);
      if (piece.length < pieceLength) continue;
      if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), done]);
      piece = '';
    }
    stream.end(piece);
  } catch (thrown) {
    stream.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)));
    await done.catch(() => undefined);
    throw thrown;
  }
  await done;
}
