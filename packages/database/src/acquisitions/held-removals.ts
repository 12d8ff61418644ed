import { newId } from '@virga/domain/ids';
import { notFound } from '../access/authorise.ts';
import type { InCase } from '../access/case-scope.ts';
import { inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { HeldRemoval } from '../generated/client.ts';
import { emitLive } from '../live/emit-live.ts';

export type NewHeldRemoval = Pick<
  HeldRemoval,
  'acquisitionId' | 'resourceId' | 'reason' | 'onlyCopy' | 'requestedById'
>;

/** A lead's order, queued. The caller audits and enqueues removeHeldJob. */
export async function askHeldRemoval(
  db: Database | Transaction,
  scope: InCase,
  fields: NewHeldRemoval,
): Promise<HeldRemoval> {
  const { caseId } = scope;
  return inTransaction(db, async (tx) => {
    const { acquisitionId, resourceId } = fields;
    const open = await tx.heldRemoval.findFirst({
      where: { caseId, acquisitionId, resourceId, state: { in: ['queued', 'running'] } },
    });
    return open ?? tx.heldRemoval.create({ data: { ...fields, id: newId(), caseId } });
  });
}

export interface HeldEntry {
  id: string;
  kind: string;
  region: string;
  /** Why the last order to remove it was not carried out. */
  refusal?: string;
}

/**
 * Ends an order: the resource leaves the acquisition's list, or stays in it with the reason. False, and nothing is done, when
 * another job has ended it already.
 */
export async function finishHeldRemoval(
  tx: Transaction,
  scope: InCase,
  order: HeldRemoval,
  refusal: string | null,
): Promise<boolean> {
  const { caseId } = scope;
  const { acquisitionId: id, resourceId } = order;
  const found = await tx.$queryRaw<{ held: HeldEntry[] }[]>`
    SELECT held FROM acquisition WHERE id = ${id}::uuid AND case_id = ${caseId}::uuid FOR UPDATE`;
  if (!found[0]) throw notFound();
  if ((await tx.heldRemoval.count({ where: { caseId, id: order.id, state: 'queued' } })) === 0) return false;
  const held = found[0].held.flatMap((one) =>
    one.id !== resourceId ? [one] : refusal === null ? [] : [{ ...one, refusal }],
  );
  await tx.acquisition.update({ where: { id }, data: { held: held as never } });
  const state = refusal === null ? 'done' : 'failed';
  await tx.heldRemoval.update({
    where: { id: order.id },
    data: { state, errorMessage: refusal, finishedAt: new Date() },
  });
  await emitLive(tx, { caseId, kind: 'acquisition', subject: id, payload: { removed: refusal === null } });
  return true;
}

/** Orders that nobody carried out yet; an order is safe to repeat. */
export async function openHeldRemovals(db: Database): Promise<string[]> {
  const rows = await db.prisma.heldRemoval.findMany({
    where: { state: 'queued', createdAt: { lt: new Date(Date.now() - 5000) } },
    select: { id: true },
    take: 100,
  });
  return rows.map(({ id }) => id);
}
