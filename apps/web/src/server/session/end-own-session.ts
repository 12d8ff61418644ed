import { audit, notFound } from '@virga/database';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { endSessions } from './end-sessions.ts';

/** Signs out here: ends the session of this very request. */
export async function endOwnSession(call: PlatformCall): Promise<{ ok: true }> {
  if (call.caller.sessionId) await end(call, call.caller.sessionId, 'signed out');
  return { ok: true };
}

/** Ends another of one's own sessions; somebody else's is unknown. */
export async function endOneOwnSession(
  call: PlatformCall,
  { sessionId }: { sessionId: string },
): Promise<{ ok: true }> {
  await end(call, sessionId, 'ended by its user');
  return { ok: true };
}

async function end(call: PlatformCall, id: string, reason: string): Promise<void> {
  await call.platform.db.prisma.$transaction(async (tx) => {
    if ((await tx.session.count({ where: { id, userId: call.caller.user.id } })) === 0) throw notFound();
    await endSessions(tx, { id }, reason);
    await audit(tx, { ...auditOf(call), action: 'session ended', targetKind: 'session', targetId: id });
  });
}
