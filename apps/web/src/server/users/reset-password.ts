import { AppError } from '@virga/domain';
import { hashPassword, randomPassword } from '@virga/runtime';
import type { PlatformCall } from '../platform/call.ts';
import { endSessions } from '../session/end-sessions.ts';
import { countOpenTokens, findUser } from './find-user.ts';
import { tellMembers } from './tell-members.ts';
import { userRowOf } from './user-row.ts';

interface Reset {
  userId: string;
  reason: string;
}

/** A new one-time password; sessions and tokens end. The second factor stays: one who asks by phone still has to have it. */
export async function resetPassword(call: PlatformCall, { userId, reason }: Reset) {
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
    await tellMembers(call, tx, { user, action: 'password of a member reset', reason });
    return tx.user.update({ where: { id: userId }, data: { passwordHash, passwordMustChange: true } });
  });
  return { user: userRowOf(row, { openSessions: 0, tokens: 0 }), oneTimePassword };
}

/** For who lost the authenticator and the recovery codes. Sessions end; where the role needs a factor, the next sign-in sets one. */
export async function resetSecondFactor(call: PlatformCall, { userId, reason }: Reset) {
  return call.platform.db.prisma.$transaction(async (tx) => {
    const user = await findUser(tx, userId);
    if (user.totpSealed === null)
      throw new AppError({ code: 'resource.conflict', message: 'This person has no second factor to reset.' });
    await endSessions(tx, { userId }, 'second factor reset');
    await tx.recoveryCode.deleteMany({ where: { userId } });
    await tellMembers(call, tx, { user, action: 'second factor of a member reset', reason });
    const row = await tx.user.update({ where: { id: userId }, data: { totpSealed: null, totpStep: null } });
    return userRowOf(row, { openSessions: 0, tokens: await countOpenTokens(tx, userId) });
  });
}
