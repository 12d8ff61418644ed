import type { Database } from '@virga/database';

/** True when the range's account is registered here: screens, reports and exports then say "staged data". */
export async function isStaged(db: Database): Promise<boolean> {
  return (await db.prisma.cloudAccount.findFirst({ where: { staged: true }, select: { id: true } })) !== null;
}
