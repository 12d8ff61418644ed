import { audit, stepUpMs } from '@virga/database';
import { AppError } from '@virga/domain';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { checkCode } from './check-code.ts';
import { confirmPassword } from './confirm-password.ts';

/** Confirms the password (and the second factor, where there is one) for the next minutes of this session. */
export async function stepUp(
  call: PlatformCall,
  { password, code }: { password: string; code?: string | undefined },
): Promise<{ stepUpUntil: string }> {
  const { sessionId } = call.caller;
  const user = await confirmPassword(call, password);
  if (user.totpSealed && !(code && checkCode(call.platform, user, code)))
    throw new AppError({
      code: 'permission.denied',
      message: 'The code of the second factor is missing or not right.',
      facts: { reason: 'second-factor' },
    });
  const now = new Date();
  await call.platform.db.prisma.$transaction(async (tx) => {
    await tx.session.updateMany({ where: { id: sessionId ?? '', endedAt: null }, data: { stepUpAt: now } });
    await audit(tx, { ...auditOf(call), action: 'password confirmed', targetKind: 'session', targetId: sessionId });
  });
  return { stepUpUntil: isoOf(new Date(now.getTime() + stepUpMs)) };
}
