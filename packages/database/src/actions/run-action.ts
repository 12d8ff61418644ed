import { inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { ContainmentAction, Prisma } from '../generated/client.ts';
import { claimLease, type Lease, leaseLost } from '../leases/lease.ts';
import { emitLive } from '../live/emit-live.ts';

/** Claims an action that has something to run. Null: someone else runs it, or there is nothing to run. */
export async function claimAction(
  db: Database,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<{ lease: Lease; row: ContainmentAction; isTakeover: boolean } | null> {
  return inTransaction(db, async (tx) => {
    const claim = await claimLease(tx, 'action', id, owner, leaseMs);
    if (!claim) return null;
    const row = await tx.containmentAction.findUniqueOrThrow({ where: { id } });
    return { ...claim, row };
  });
}

/** What a running action may write. Who proposed and who approved is not the worker's to change. */
export type ActionChange = Omit<
  Prisma.ContainmentActionUncheckedUpdateManyInput,
  'id' | 'caseId' | 'kind' | 'proposedById' | 'approvedById' | 'approvedAt' | 'approvedHash' | 'fence'
>;

/** Checked against the fence (throws lease.lost); tells open browsers. */
export async function saveAction(db: Database | Transaction, lease: Lease, change: ActionChange): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { count } = await tx.containmentAction.updateMany({
      where: { id: lease.id, caseId: lease.caseId, fence: lease.fence, leaseOwner: lease.owner },
      data: change,
    });
    if (count !== 1) throw leaseLost();
    await emitLive(tx, { caseId: lease.caseId, kind: 'action', subject: lease.id });
  });
}

/** The last write under this lease: nothing runs any more, the lease is given back. */
export async function finishAction(db: Database | Transaction, lease: Lease, change: ActionChange): Promise<void> {
  await saveAction(db, lease, { ...change, running: null, leaseOwner: null, leaseUntil: null });
}
