import { AppError, errorCodes } from '@virga/domain';
import { type CaseScope, makeCaseScope } from '../access/case-scope.ts';
import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import { Prisma } from '../generated/client.ts';

/**
 * The right to work on one row for a while. A stalled job may run twice at once: every claim raises the fence, and
 * whoever holds an older one is refused at his next checkpoint, seal or timeline write.
 */
export interface Lease extends CaseScope {
  readonly kind: LeaseKind;
  readonly id: string;
  readonly owner: string;
  readonly fence: bigint;
}

/** Tables whose rows are claimed, and which of their rows may be. */
const leased = {
  acquisition: { table: Prisma.raw('acquisition'), claimable: Prisma.raw("state IN ('queued', 'running', 'waiting')") },
  'parse-run': { table: Prisma.raw('parse_run'), claimable: Prisma.raw("state IN ('queued', 'running')") },
  action: { table: Prisma.raw('containment_action'), claimable: Prisma.raw('running IS NOT NULL') },
} as const;
export type LeaseKind = keyof typeof leased;

/**
 * Compare-and-set: null when someone else's lease still runs, when the row is finished or when there is none. `isTakeover`
 * is true when the one before never gave his lease back: his process died or hung.
 */
export async function claimLease(
  db: Database | Transaction,
  kind: LeaseKind,
  id: string,
  owner: string,
  leaseMs: number,
): Promise<{ lease: Lease; isTakeover: boolean } | null> {
  const { table, claimable } = leased[kind];
  const rows = await clientOf(db).$queryRaw<
    { case_id: string; fence: bigint; previous_owner: string | null }[]
  >(Prisma.sql`
    WITH before AS (
      SELECT id, lease_owner FROM ${table}
      WHERE id = ${id}::uuid AND (lease_until IS NULL OR lease_until < now()) AND ${claimable}
      FOR UPDATE
    )
    UPDATE ${table} AS row
    SET lease_owner = ${owner}, lease_until = now() + ${leaseMs} * interval '1 millisecond', fence = row.fence + 1
    FROM before WHERE row.id = before.id
    RETURNING row.case_id, row.fence, before.lease_owner AS previous_owner`);
  const row = rows[0];
  if (!row) return null;
  const lease = makeCaseScope({ caseId: row.case_id, kind, id, owner, fence: row.fence }) as Lease;
  return { lease, isTakeover: row.previous_owner !== null };
}

/** Makes the lease last `leaseMs` from now. Throws lease.lost when another claim came between. */
export async function renewLease(db: Database | Transaction, lease: Lease, leaseMs: number): Promise<void> {
  const { table } = leased[lease.kind];
  const count = await clientOf(db).$executeRaw(Prisma.sql`
    UPDATE ${table} SET lease_until = now() + ${leaseMs} * interval '1 millisecond'
    WHERE id = ${lease.id}::uuid AND fence = ${lease.fence} AND lease_owner = ${lease.owner}`);
  if (count !== 1) throw leaseLost();
}

/**
 * In a transaction: the lease is ours, and stays so until the transaction ends (the row is locked, a claim must wait).
 * First statement of everything that writes evidence or events. Throws lease.lost.
 */
export async function assertLease(tx: Transaction, lease: Lease): Promise<void> {
  const { table } = leased[lease.kind];
  const rows = await tx.$queryRaw<unknown[]>(Prisma.sql`
    SELECT 1 FROM ${table}
    WHERE id = ${lease.id}::uuid AND fence = ${lease.fence} AND lease_owner = ${lease.owner} FOR UPDATE`);
  if (rows.length !== 1) throw leaseLost();
}

/** Gives the lease back, so that the next step need not wait for its end. Silent when it was lost already. */
export async function releaseLease(db: Database | Transaction, lease: Lease): Promise<void> {
  const { table } = leased[lease.kind];
  await clientOf(db).$executeRaw(Prisma.sql`
    UPDATE ${table} SET lease_owner = NULL, lease_until = NULL
    WHERE id = ${lease.id}::uuid AND fence = ${lease.fence} AND lease_owner = ${lease.owner}`);
}

export function leaseLost(): AppError {
  return new AppError({ code: 'lease.lost', message: errorCodes['lease.lost'].meaning });
}
