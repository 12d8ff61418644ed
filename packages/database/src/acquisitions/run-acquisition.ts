import { type AcquisitionState, type AcquisitionStep, toJsonValue } from '@virga/domain';
import { clientOf, inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { Acquisition, Prisma } from '../generated/client.ts';
import { claimLease, type Lease, leaseLost } from '../leases/lease.ts';
import { emitLive } from '../live/emit-live.ts';

export interface ClaimedAcquisition {
  lease: Lease;
  row: Acquisition;
}

/**
 * Claims the row for one worker (fence + 1) and marks it running. A takeover from a worker that never gave its lease back
 * counts as an attempt. Null: someone else works on it, or it is finished.
 */
export async function claimAcquisition(
  db: Database,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<ClaimedAcquisition | null> {
  return inTransaction(db, async (tx) => {
    const claim = await claimLease(tx, 'acquisition', id, owner, leaseMs);
    if (!claim) return null;
    const before = await tx.acquisition.findUniqueOrThrow({ where: { id } });
    const row = await tx.acquisition.update({
      where: { id },
      data: {
        state: 'running',
        startedAt: before.startedAt ?? new Date(),
        nextRunAt: null,
        ...(claim.isTakeover ? { attempt: { increment: 1 } } : {}),
      },
    });
    if (before.state !== 'running') await tell(tx, row);
    return { lease: claim.lease, row };
  });
}

export interface AcquisitionChange {
  state?: AcquisitionState;
  step?: AcquisitionStep;
  /** The collector's own phase. */
  phase?: 'start' | 'poll' | 'transfer' | 'cleanup';
  attempt?: number;
  checkpoint?: unknown;
  progress?: Record<string, unknown>;
  /** When the next step is due (state waiting). */
  nextRunAt?: Date | null;
  errorCode?: string | null;
  errorMessage?: string | null;
  /** Evidence held in the cloud, not sealed: [{ kind, id, region, dailyCostUsd }]. */
  held?: unknown[];
  clockOffsetMs?: number | null;
  cloudIdentity?: string | null;
}

/** Writes what changed, checked against the fence (throws lease.lost), and tells open browsers. */
export async function saveCheckpoint(
  db: Database | Transaction,
  lease: Lease,
  change: AcquisitionChange,
): Promise<void> {
  await write(db, lease, change, {});
}

/** The last write under this lease: a final state (done, failed, cancelled, sealed, parsing) and the lease given back. */
export async function finishAcquisition(
  db: Database | Transaction,
  lease: Lease,
  change: AcquisitionChange & { state: 'done' | 'failed' | 'cancelled' | 'sealed' | 'parsing' },
): Promise<void> {
  const isOver = change.state !== 'sealed' && change.state !== 'parsing';
  await write(db, lease, change, { leaseOwner: null, leaseUntil: null, ...(isOver ? { finishedAt: new Date() } : {}) });
}

/** Ends the step, not the acquisition: state waiting, the next step due at `nextRunAt`, the lease given back. */
export async function pauseAcquisition(
  db: Database | Transaction,
  lease: Lease,
  change: AcquisitionChange & { nextRunAt: Date },
): Promise<void> {
  await write(db, lease, { state: 'waiting', ...change }, { leaseOwner: null, leaseUntil: null });
}

async function write(
  db: Database | Transaction,
  lease: Lease,
  change: AcquisitionChange,
  more: Prisma.AcquisitionUpdateManyMutationInput,
): Promise<void> {
  const { checkpoint, progress, held, ...plain } = change;
  await inTransaction(db, async (tx) => {
    const { count } = await tx.acquisition.updateMany({
      where: { id: lease.id, caseId: lease.caseId, fence: lease.fence, leaseOwner: lease.owner },
      data: { ...plain, ...jsonColumns({ checkpoint, progress, held }), lastNewsAt: new Date(), ...more },
    });
    if (count !== 1) throw leaseLost();
    const row = await clientOf(tx).acquisition.findUniqueOrThrow({ where: { id: lease.id } });
    await tell(tx, row);
  });
}

function jsonColumns(values: Record<string, unknown>): Record<string, Prisma.InputJsonValue> {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([key, value]) => [key, toJsonValue(value) as Prisma.InputJsonValue]));
}

async function tell(tx: Transaction, row: Acquisition): Promise<void> {
  const { id, caseId, state, step } = row;
  await emitLive(tx, { caseId, kind: 'acquisition', subject: id, payload: { state, step } });
}
