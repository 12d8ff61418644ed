import { audit } from '@virga/database';
import { AppError } from '@virga/domain';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { endSessions } from './end-sessions.ts';
import { newRecoveryCodes } from './recovery-codes.ts';
import { codeStep, factorSecret, newSecondFactor, sealFactor } from './second-factor.ts';
import { needsSecondFactor } from './second-factor-rule.ts';

/** A new secret for the authenticator app; nothing is kept until a code of it comes back. */
export async function startSecondFactor(call: PlatformCall): Promise<{ secret: string; uri: string }> {
  return newSecondFactor(call.caller.user.email);
}

/** Puts it in force. The code that proved it is used up, older recovery codes are gone, other sessions end. */
export async function confirmSecondFactor(
  call: PlatformCall,
  { secret, code }: { secret: string; code: string },
): Promise<{ recoveryCodes: string[] }> {
  const step = /^[A-Z2-7]{32}$/.test(secret) ? codeStep(secret, code.replaceAll(/\s/g, '')) : null;
  if (step === null)
    throw new AppError({
      code: 'request.invalid',
      message: 'The code does not belong to this secret. Check the clock of the phone and try the next code.',
      facts: { issues: [{ path: 'code', message: 'not right' }] },
    });
  const { id } = call.caller.user;
  const totpSealed = sealFactor(secret, id, factorSecret(call.platform.env));
  return call.platform.db.prisma.$transaction(async (tx) => {
    await tx.user.update({ where: { id }, data: { totpSealed, totpStep: step } });
    const recoveryCodes = await newRecoveryCodes(tx, id);
    const others = call.caller.sessionId ? { id: { not: call.caller.sessionId } } : {};
    await endSessions(tx, { userId: id, ...others }, 'second factor set');
    await audit(tx, { ...auditOf(call), action: 'second factor set', targetKind: 'user', targetId: id });
    return { recoveryCodes };
  });
}

/** As with a changed password, every other session ends: whoever sat in one of them may be why. */
export async function removeSecondFactor(call: PlatformCall): Promise<{ ok: true }> {
  const { id } = call.caller.user;
  await call.platform.db.prisma.$transaction(async (tx) => {
    const user = await tx.user.update({ where: { id }, data: { totpSealed: null, totpStep: null } });
    if (await needsSecondFactor({ prisma: tx }, user))
      throw new AppError({
        code: 'resource.conflict',
        message: 'Your role needs a second factor here: replace it, or lose the role first.',
      });
    await tx.recoveryCode.deleteMany({ where: { userId: id } });
    const others = call.caller.sessionId ? { id: { not: call.caller.sessionId } } : {};
    await endSessions(tx, { userId: id, ...others }, 'second factor removed');
    await audit(tx, { ...auditOf(call), action: 'second factor removed', targetKind: 'user', targetId: id });
  });
  return { ok: true };
}
