import { audit } from '@virga/database';
import { AppError } from '@virga/domain';
import { hashPassword } from '@virga/runtime';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { confirmPassword } from './confirm-password.ts';
import { endSessions } from './end-sessions.ts';

/** The session of this request stays; every other one of the user ends. */
export async function changePassword(
  call: PlatformCall,
  { current, next }: { current: string; next: string },
): Promise<{ ok: true }> {
  const user = await confirmPassword(call, current);
  if (current === next)
    throw new AppError({
      code: 'request.invalid',
      message: 'The new password is the old one.',
      facts: { issues: [{ path: 'next', message: 'is the old password' }] },
    });
  const passwordHash = await hashPassword(next);
  await call.platform.db.prisma.$transaction(async (tx) => {
    await tx.user.update({ where: { id: user.id }, data: { passwordHash, passwordMustChange: false } });
    const others = call.caller.sessionId ? { not: call.caller.sessionId } : undefined;
    await endSessions(tx, { userId: user.id, ...(others ? { id: others } : {}) }, 'password changed');
    await audit(tx, { ...auditOf(call), action: 'password changed', targetKind: 'user', targetId: user.id });
  });
  return { ok: true };
}
