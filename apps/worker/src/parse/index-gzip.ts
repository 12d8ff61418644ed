import { addSeekPoints, assertLease, type ClaimedParseRun, clearSeekPoints, type Transaction } from '@virga/database';
import type { SeekPoint } from '@virga/domain';
import type { StoredObject } from '@virga/evidence-store';
import { seekPoints } from '@virga/formats';
import { faultOf } from '../fault-of.ts';
import type { Parts } from '../parts.ts';

/** A smaller object decodes in a blink even at a hundred to one; most log files are smaller. */
const smallestStoredBytes = 256 * 1024;
/** Points that wait for their transaction: 1 MiB of windows. */
const batch = 32;

/**
 * Seek points of the item's large gzip objects, so that a row far inside opens without decoding what comes before it
 * (forensics.md, 7). They are derived: without them rows only open slower, so a failure here never fails the parse.
 */
export async function indexGzip(
  parts: Parts,
  claimed: Pick<ClaimedParseRun, 'lease' | 'row' | 'evidence'>,
  signal: AbortSignal,
): Promise<void> {
  if (claimed.evidence.kind !== 'pack') return;
  const { caseId, evidenceId } = claimed.row;
  for await (const object of parts.store.listObjects({ caseId, evidenceId })) {
    if (object.encoding !== 'gzip' || object.length < smallestStoredBytes) continue;
    try {
      await indexObject(parts, claimed, object, signal);
    } catch (error) {
      const fault = faultOf(error);
      if (signal.aborted || fault.code === 'lease.lost') throw error;
      parts.log.warn({ evidenceId, detail: fault.detail ?? String(error) }, 'a gzip object has no seek index');
    }
  }
}

async function indexObject(
  parts: Parts,
  { lease, row }: Pick<ClaimedParseRun, 'lease' | 'row'>,
  object: StoredObject,
  signal: AbortSignal,
): Promise<void> {
  const { evidenceId } = row;
  const of = { evidenceId, object: object.name, sha256: object.sha256 };
  const fenced = (write: (tx: Transaction) => Promise<void>) =>
    parts.db.prisma.$transaction(async (tx) => {
      await assertLease(tx, lease);
      await write(tx);
    });
  await fenced((tx) => clearSeekPoints(tx, lease, of));
  let waiting: SeekPoint[] = [];
  const save = async () => {
    const points = waiting;
    waiting = [];
    if (points.length > 0) await fenced((tx) => addSeekPoints(tx, lease, of, points));
  };
  const stored = parts.store.openObject({ caseId: row.caseId, evidenceId }, object.name);
  for await (const point of seekPoints(stored, { signal })) {
    waiting.push(point);
    if (waiting.length === batch) await save();
  }
  await save();
}
