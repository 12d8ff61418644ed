import type { Prisma, Transaction } from '@virga/database';

/** Ends every open session that matches, at once: the next request with its cookie is a stranger's. */
export async function endSessions(tx: Transaction, where: Prisma.SessionWhereInput, reason: string): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { ...where, endedAt: null },
    data: { endedAt: new Date(), endedReason: reason },
  });
  return count;
}
