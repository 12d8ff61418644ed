import { notFound, type Transaction, type User } from '@virga/database';

/** The row, or resource.not_found. */
export async function findUser(tx: Transaction, id: string): Promise<User> {
  const row = await tx.user.findUnique({ where: { id } });
  if (!row) throw notFound();
  return row;
}

/** In force: neither revoked nor past their end. */
export async function countOpenTokens(tx: Transaction, userId: string): Promise<number> {
  return tx.apiToken.count({ where: { userId, revokedAt: null, expiresAt: { gt: new Date() } } });
}

export async function countOpenSessions(tx: Transaction, userId: string): Promise<number> {
  return tx.session.count({ where: { userId, endedAt: null, expiresAt: { gt: new Date() } } });
}
