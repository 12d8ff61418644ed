import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { LiveEvent } from '../generated/client.ts';

/**
 * What this user may hear after `since`, in order. Membership is checked here, at every read: who was removed from a case
 * hears nothing more of it, also on a stream that is open.
 */
export async function readLive(
  db: Database | Transaction,
  userId: string,
  since: bigint,
  limit = 500,
): Promise<LiveEvent[]> {
  const client = clientOf(db);
  const memberships = await client.caseMember.findMany({ where: { userId }, select: { caseId: true } });
  const caseIds = memberships.map((row) => row.caseId);
  return client.liveEvent.findMany({
    where: {
      seq: { gt: since },
      AND: [{ OR: [{ userId: null }, { userId }] }, { OR: [{ caseId: null }, { caseId: { in: caseIds } }] }],
    },
    orderBy: { seq: 'asc' },
    take: limit,
  });
}

/** The number a new stream starts from. */
export async function liveHead(db: Database | Transaction): Promise<bigint> {
  const { _max } = await clientOf(db).liveEvent.aggregate({ _max: { seq: true } });
  return _max.seq ?? 0n;
}

/** Oldest number that can still be replayed; a browser that asks for an older one must read its pages again. */
export async function liveTail(db: Database | Transaction): Promise<bigint> {
  const { _min } = await clientOf(db).liveEvent.aggregate({ _min: { seq: true } });
  return _min.seq ?? 0n;
}

/** Forgets what is older than `keepMs` (a day): a sweep of the worker. */
export async function pruneLive(db: Database | Transaction, keepMs = 86_400_000): Promise<number> {
  const { count } = await clientOf(db).liveEvent.deleteMany({ where: { at: { lt: new Date(Date.now() - keepMs) } } });
  return count;
}
