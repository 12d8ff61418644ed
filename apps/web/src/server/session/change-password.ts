import { audit } from '@virga/database';
import { AppError } from '@virga/domain';
import { hashPassword } from '@virga/runtime';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { confirmPassword } from './confirm-password.ts';
import { easyPasswordFault } from './easy-password.ts';
import { endSessions } from './end-sessions.ts';

/** The session of this request stays; every other one of the user ends. */
export async function changePassword(
  call: PlatformCall,
  { current, next }: { current: string; next: string },
): Promise<{ ok: true }> {
  const user = await confirmPassword(call, current);
  const fault = current === next ? 'The new password is the old one.' : easyPasswordFault(next, user);
  if (fault)
    throw new AppError({
      code: 'request.invalid',
      message: fault,
      facts: { issues: [{ path: 'next', message: current === next ? 'is the old password' : 'is easy to guess' }] },
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
