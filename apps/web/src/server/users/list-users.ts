import type { PlatformCall } from '../platform/call.ts';
import { pageOf } from '../platform/page.ts';
import { userRowOf } from './user-row.ts';

/** By creation, oldest first. Leads need it to choose members. */
export async function listUsers(
  { platform }: PlatformCall,
  input: { cursor?: string | undefined; limit: number; text?: string | undefined },
) {
  const now = new Date();
  const contains = input.text ? { contains: input.text, mode: 'insensitive' as const } : null;
  const rows = await platform.db.prisma.user.findMany({
    where: {
      ...(input.cursor ? { id: { gt: input.cursor } } : {}),
      ...(contains ? { OR: [{ name: contains }, { email: contains }] } : {}),
    },
    orderBy: { id: 'asc' },
    take: input.limit + 1,
    include: {
      _count: {
        select: {
          sessions: { where: { endedAt: null, expiresAt: { gt: now } } },
          tokens: { where: { revokedAt: null, expiresAt: { gt: now } } },
        },
      },
    },
  });
  const { items, next } = pageOf(rows, input.limit);
  return {
    items: items.map((row) => userRowOf(row, { openSessions: row._count.sessions, tokens: row._count.tokens })),
    next,
  };
}
