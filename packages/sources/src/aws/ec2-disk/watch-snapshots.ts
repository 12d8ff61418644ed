import { AppError } from '@virga/domain';
import type { StepOutcome } from '@virga/source-kit';
import { type DiskContext, pollDelayMs, readLost, readSnapshots } from './disk-state.ts';

/** Microseconds after creation in which "not found" only means that EC2 has not caught up with itself. */
const settlingMicros = 120_000_000n;

interface SnapshotState {
  state: string;
  percent: number;
  message: string;
}

/** State of each of our snapshots by id; absent when EC2 does not know it. */
export async function describeOwn(context: DiskContext, ids: readonly string[]): Promise<Map<string, SnapshotState>> {
  // A filter, unlike SnapshotIds, answers for the others when one of them is gone.
  const answer = await context.session
    .ec2(context.parameters.region)
    .describeSnapshots({ OwnerIds: ['self'], Filters: [{ Name: 'snapshot-id', Values: [...ids] }] });
  return new Map(
    (answer.Snapshots ?? []).map((found) => [
      found.SnapshotId ?? '',
      {
        state: found.State ?? 'pending',
        percent: Number.parseInt(found.Progress ?? '0', 10) || 0,
        message: found.StateMessage ?? '',
      },
    ]),
  );
}

/** Waits for completion. A snapshot removed by somebody else is noticed here and raised; the others go on. */
export async function watchSnapshots(context: DiskContext): Promise<StepOutcome> {
  const lost = new Set(readLost(context.checkpoint));
  const awaited = readSnapshots(context.checkpoint).filter((snapshot) => !lost.has(snapshot.snapshotId));
  const states = await describeOwn(
    context,
    awaited.map((snapshot) => snapshot.snapshotId),
  );
  let pending = 0;
  let percent = 100;
  for (const snapshot of awaited) {
    const found = states.get(snapshot.snapshotId);
    if (!found) {
      if (isSettling(context)) pending += 1;
      else await raiseLost(context, snapshot.snapshotId, snapshot.volumeId);
    } else if (found.state === 'error') {
      throw failed(snapshot.snapshotId, found.message);
    } else if (found.state !== 'completed') {
      pending += 1;
      percent = Math.min(percent, found.percent);
    }
  }
  if (pending > 0) {
    const waitingFor = `AWS snapshot ${percent} %, nothing to do here`;
    context.progress({ done: percent, total: 100, unit: 'percent', note: waitingFor });
    return { kind: 'wait', delayMs: pollDelayMs(context), waitingFor };
  }
  return { kind: 'next' };
}

/** Records that a snapshot of ours was removed; throws when none is left to read. */
export async function raiseLost(context: DiskContext, snapshotId: string, volumeId: string): Promise<void> {
  const lost = [...new Set([...readLost(context.checkpoint), snapshotId])];
  await context.checkpoint.save({ lost });
  const message = `Our snapshot ${snapshotId} of ${volumeId} was removed by somebody else before it was sealed.`;
  await context.log('error', message, { snapshotId, volumeId });
  await context.coverage({
    externalAccountId: context.account.externalAccountId,
    region: context.parameters.region,
    fromMicros: null,
    toMicros: null,
    word: 'deleted',
    detail: message,
  });
}

/**
 * True when this failure means that our snapshot is gone, not that one block or page is. "Denied" counts as a hint too:
 * our rights hang on the snapshot's tag, and what is gone has no tag.
 */
export async function isRemoved(context: DiskContext, snapshotId: string, error: unknown): Promise<boolean> {
  if (!(error instanceof AppError) || !['cloud.not_found', 'cloud.access_denied'].includes(error.code)) return false;
  return !(await describeOwn(context, [snapshotId])).has(snapshotId);
}

function isSettling(context: DiskContext): boolean {
  const intent = context.checkpoint.read<string>('intent');
  const askedMicros = intent === undefined ? 0n : BigInt(Date.parse(intent)) * 1000n;
  return context.nowMicros() - askedMicros < settlingMicros;
}

/** AWS fails a snapshot silently when a key is not usable: the reason is only in its message. */
function failed(snapshotId: string, message: string): AppError {
  const key = /key/i.test(message);
  return new AppError({
    code: key ? 'cloud.access_denied' : 'cloud.unexpected',
    message: `AWS could not make the snapshot ${snapshotId}: ${message || 'no reason given'}.`,
    facts: { snapshotId, ...(key ? { action: 'kms:Decrypt' } : {}) },
  });
}
