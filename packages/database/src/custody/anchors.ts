import { newId } from '@virga/domain/ids';
import type { InCase } from '../access/case-scope.ts';
import { clientOf, inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { AnchorAttempt, CustodyAnchor, CustodyHead } from '../generated/client.ts';
import { emitLive } from '../live/emit-live.ts';

export type NewAnchor = Omit<CustodyAnchor, 'id' | 'caseId' | 'createdAt'>;

/** Stamps of the case's heads, oldest entry first. */
export async function listAnchors(db: Database | Transaction, scope: InCase): Promise<CustodyAnchor[]> {
  return clientOf(db).custodyAnchor.findMany({
    where: { caseId: scope.caseId },
    orderBy: [{ number: 'asc' }, { stampedAt: 'asc' }],
  });
}

/** Keeps a stamp and forgets what hindered it before; open screens hear of it. */
export async function saveAnchor(db: Database | Transaction, scope: InCase, anchor: NewAnchor): Promise<void> {
  const { caseId } = scope;
  await inTransaction(db, async (tx) => {
    await tx.custodyAnchor.createMany({ data: [{ ...anchor, id: newId(), caseId }] });
    await tx.anchorAttempt.deleteMany({ where: { caseId } });
    await emitLive(tx, { caseId, kind: 'evidence', subject: caseId, payload: { anchoredUpTo: anchor.number } });
  });
}

const firstDelayMs = 60_000;
const longestDelayMs = 3_600_000;

/** Why the newest head has no stamp, and when it is tried again: after a minute, then ever later, up to an hour. */
export async function saveAnchorFailure(db: Database | Transaction, scope: InCase, error: string): Promise<void> {
  const { caseId } = scope;
  await inTransaction(db, async (tx) => {
    const before = await tx.anchorAttempt.findUnique({ where: { caseId } });
    const attempts = (before?.attempts ?? 0) + 1;
    const delayMs = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempts - 1, 10));
    const data = { attempts, error: error.slice(0, 1000), nextAt: new Date(Date.now() + delayMs) };
    await tx.anchorAttempt.upsert({ where: { caseId }, create: { caseId, ...data }, update: data });
    if (before?.error !== data.error)
      await emitLive(tx, { caseId, kind: 'evidence', subject: caseId, payload: { anchorError: data.error } });
  });
}

export async function readAnchorFailure(db: Database | Transaction, scope: InCase): Promise<AnchorAttempt | null> {
  return clientOf(db).anchorAttempt.findUnique({ where: { caseId: scope.caseId } });
}

/** Newest head of each case that no stamp covers and that is not to wait: one stamp covers every entry before it. */
export async function headsToAnchor(db: Database): Promise<CustodyHead[]> {
  const { rows } = await db.pool.query<{ id: string }>(
    `SELECT DISTINCT ON (head.case_id) head.id FROM custody_head head
     LEFT JOIN anchor_attempt attempt ON attempt.case_id = head.case_id
     WHERE head.number > coalesce((SELECT max(anchor.number) FROM custody_anchor anchor WHERE anchor.case_id = head.case_id), 0)
       AND coalesce(attempt.next_at <= now(), true)
     ORDER BY head.case_id, head.number DESC, head.signed_at DESC LIMIT 100`,
  );
  return db.prisma.custodyHead.findMany({ where: { id: { in: rows.map(({ id }) => id) } } });
}
