import type { Database, Transaction, User } from '@virga/database';
import { isStaged } from '../platform/is-staged.ts';

type Facts = Pick<User, 'role' | 'passwordHash' | 'totpSealed'>;

/**
 * security.md, "Sessions": local accounts of leads and admins have a second factor outside the range. Who signs in at an
 * identity provider only has it there.
 */
export async function needsSecondFactor(db: Database | { prisma: Transaction }, user: Facts): Promise<boolean> {
  if (user.totpSealed !== null || user.passwordHash === null) return false;
  if (user.role !== 'lead' && user.role !== 'admin') return false;
  return !(await isStaged(db));
}
