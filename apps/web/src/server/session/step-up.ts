import { audit, stepUpMs } from '@virga/database';
import { AppError } from '@virga/domain';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { checkCode } from './check-code.ts';
import { confirmPassword } from './confirm-password.ts';
import { recordFailure } from './lockout.ts';

/**
 * Confirms the password (and the second factor, where there is one) for the next minutes of this session. Who has no password
 * here signs in again at the identity provider instead (openid-provider.ts). Wrong codes count towards the lockout.
 */
export async function stepUp(
  call: PlatformCall,
  { password, code }: { password: string; code?: string | undefined },
): Promise<{ stepUpUntil: string }> {
  const { sessionId } = call.caller;
  const { db, env } = call.platform;
  const user = await confirmPassword(call, password);
  const now = new Date();
  const isRight = await db.prisma.$transaction(async (tx) => {
    if (user.totpSealed && !(await checkCode(tx, env, user, code ?? ''))) return false;
    await tx.session.updateMany({ where: { id: sessionId ?? '', endedAt: null }, data: { stepUpAt: now } });
    await audit(tx, { ...auditOf(call), action: 'password confirmed', targetKind: 'session', targetId: sessionId });
    return true;
  });
  if (!isRight) {
    await recordFailure(db, user.email, call.address);
    throw new AppError({
      code: 'permission.denied',
      message: 'The code of the second factor is missing or not right.',
      facts: { reason: 'second-factor' },
    });
  }
  return { stepUpUntil: isoOf(new Date(now.getTime() + stepUpMs)) };
}

/** Forgets the confirmation: the next step that needs one asks again. For who leaves the desk. */
export async function endStepUp(call: PlatformCall): Promise<{ ok: true }> {
  const { sessionId } = call.caller;
  await call.platform.db.prisma.$transaction(async (tx) => {
    await tx.session.updateMany({ where: { id: sessionId ?? '' }, data: { stepUpAt: null } });
    await audit(tx, { ...auditOf(call), action: 'confirmation ended', targetKind: 'session', targetId: sessionId });
  });
  return { ok: true };
}
