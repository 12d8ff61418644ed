import { audit } from '@virga/database';
import { AppError } from '@virga/domain';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { codeStep, newSecondFactor, sealFactor } from './second-factor.ts';

/** A new secret for the authenticator app; nothing is kept until a code of it comes back. */
export async function startSecondFactor(call: PlatformCall): Promise<{ secret: string; uri: string }> {
  return newSecondFactor(call.caller.user.email);
}

export async function confirmSecondFactor(
  call: PlatformCall,
  { secret, code }: { secret: string; code: string },
): Promise<{ ok: true }> {
  if (!/^[A-Z2-7]{32}$/.test(secret) || codeStep(secret, code) === null)
    throw new AppError({
      code: 'request.invalid',
      message: 'The code does not belong to this secret. Check the clock of the phone and try the next code.',
      facts: { issues: [{ path: 'code', message: 'not right' }] },
    });
  const sealed = sealFactor(secret, call.caller.user.id, call.platform.env.NEXTAUTH_SECRET);
  await store(call, sealed, 'second factor set');
  return { ok: true };
}

export async function removeSecondFactor(call: PlatformCall): Promise<{ ok: true }> {
  await store(call, null, 'second factor removed');
  return { ok: true };
}

async function store(call: PlatformCall, totpSealed: string | null, action: string): Promise<void> {
  const { id } = call.caller.user;
  await call.platform.db.prisma.$transaction(async (tx) => {
    await tx.user.update({ where: { id }, data: { totpSealed } });
    await audit(tx, { ...auditOf(call), action, targetKind: 'user', targetId: id });
  });
}
