import { audit, emitLive } from '@virga/database';
import { AppError } from '@virga/domain';
import { hashPassword, randomPassword } from '@virga/runtime';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { endSessions } from '../session/end-sessions.ts';
import { findUser } from './find-user.ts';
import { userRowOf } from './user-row.ts';

/**
 * A new one-time password. The reason is told to the members of the person's cases: whoever can reset a member's password
 * could become that member.
 */
export async function resetPassword(call: PlatformCall, { userId, reason }: { userId: string; reason: string }) {
  const oneTimePassword = randomPassword();
  const passwordHash = await hashPassword(oneTimePassword);
  const row = await call.platform.db.prisma.$transaction(async (tx) => {
    const user = await findUser(tx, userId);
    if (user.oidcSubject !== null && user.passwordHash === null)
      throw new AppError({
        code: 'resource.conflict',
        message: 'This person signs in with OpenID Connect and has no password.',
      });
    await endSessions(tx, { userId }, 'password reset');
    await tx.apiToken.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: new Date() } });
    const memberships = await tx.caseMember.findMany({ where: { userId }, select: { caseId: true } });
    const payload = { what: 'password of a member reset', member: user.name, by: call.caller.user.name, reason };
    for (const { caseId } of memberships) {
      await emitLive(tx, { caseId, kind: 'notification', subject: userId, payload });
      await audit(tx, {
        ...auditOf(call),
        caseId,
        action: 'password of a member reset',
        targetKind: 'user',
        targetId: userId,
        details: { reason },
      });
    }
    await audit(tx, {
      ...auditOf(call),
      action: 'password reset',
      targetKind: 'user',
      targetId: userId,
      details: { reason },
    });
    return tx.user.update({
      where: { id: userId },
      data: { passwordHash, passwordMustChange: true, totpSealed: null },
    });
  });
  return { user: userRowOf(row, 0), oneTimePassword };
}
