import { notFound, type Transaction, type User } from '@virga/database';

/** The row, or resource.not_found. */
export async function findUser(tx: Transaction, id: string): Promise<User> {
  const row = await tx.user.findUnique({ where: { id } });
  if (!row) throw notFound();
  return row;
}

export async function countOpenSessions(tx: Transaction, userId: string): Promise<number> {
  return tx.session.count({ where: { userId, endedAt: null, expiresAt: { gt: new Date() } } });
}
