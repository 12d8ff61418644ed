import type { Database, Transaction } from '@virga/database';

/** True when the range's account is registered here: screens, reports and exports then say "staged data". */
export async function isStaged(db: Database | { prisma: Transaction }): Promise<boolean> {
  return (await db.prisma.cloudAccount.findFirst({ where: { staged: true }, select: { id: true } })) !== null;
}
