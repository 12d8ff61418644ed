import { audit, notFound } from '@virga/database';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { endSessions } from '../session/end-sessions.ts';
import { sessionRowOf } from '../session/session-row.ts';
import { findUser } from './find-user.ts';

export async function listUserSessions({ platform, caller }: PlatformCall, { userId }: { userId: string }) {
  await findUser(platform.db.prisma, userId);
  const rows = await platform.db.prisma.session.findMany({
    where: { userId },
    orderBy: { createdAt: 'desc' },
    take: 100,
  });
  return { items: rows.map((row) => sessionRowOf(row, caller.sessionId)), next: null };
}

/** One of them: the others go on. */
export async function endUserSession(
  call: PlatformCall,
  { userId, sessionId }: { userId: string; sessionId: string },
): Promise<{ ok: true }> {
  await call.platform.db.prisma.$transaction(async (tx) => {
    if ((await endSessions(tx, { id: sessionId, userId }, 'ended by an admin')) === 0) throw notFound();
    const details = { owner: userId };
    await audit(tx, {
      ...auditOf(call),
      action: 'session ended by an admin',
      targetKind: 'session',
      targetId: sessionId,
      details,
    });
  });
  return { ok: true };
}

export async function endUserSessions(call: PlatformCall, { userId }: { userId: string }): Promise<{ ok: true }> {
  await call.platform.db.prisma.$transaction(async (tx) => {
    await findUser(tx, userId);
    const ended = await endSessions(tx, { userId }, 'ended by an admin');
    const details = { ended };
    await audit(tx, { ...auditOf(call), action: 'sessions ended', targetKind: 'user', targetId: userId, details });
  });
  return { ok: true };
}
