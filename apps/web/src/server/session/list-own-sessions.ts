import type { PlatformCall } from '../platform/call.ts';
import { sessionRowOf } from './session-row.ts';

/** One's own sessions of the last weeks, newest first. */
export async function listOwnSessions({ platform, caller }: PlatformCall) {
  const rows = await platform.db.prisma.session.findMany({
    where: { userId: caller.user.id },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  return { items: rows.map((row) => sessionRowOf(row, caller.sessionId)), next: null };
}
