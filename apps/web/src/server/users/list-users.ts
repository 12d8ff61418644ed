import type { PlatformCall } from '../platform/call.ts';
import { pageOf } from '../platform/page.ts';
import { userRowOf } from './user-row.ts';

/** By creation, oldest first. Leads need it to choose members. */
export async function listUsers(
  { platform }: PlatformCall,
  input: { cursor?: string | undefined; limit: number; text?: string | undefined },
) {
  const contains = input.text ? { contains: input.text, mode: 'insensitive' as const } : null;
  const rows = await platform.db.prisma.user.findMany({
    where: {
      ...(input.cursor ? { id: { gt: input.cursor } } : {}),
      ...(contains ? { OR: [{ name: contains }, { email: contains }] } : {}),
    },
    orderBy: { id: 'asc' },
    take: input.limit + 1,
    include: { _count: { select: { sessions: { where: { endedAt: null, expiresAt: { gt: new Date() } } } } } },
  });
  const { items, next } = pageOf(rows, input.limit);
  return { items: items.map((row) => userRowOf(row, row._count.sessions)), next };
}
