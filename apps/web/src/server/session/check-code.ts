import { audit, type Transaction, type User } from '@virga/database';
import type { WebEnv } from '../env.ts';
import { isRecoveryCode, recoveryCodeHash } from './recovery-codes.ts';
import { codeStep, factorSecret, openFactor } from './second-factor.ts';

type Holder = Pick<User, 'id' | 'totpSealed'>;

/**
 * True when the code is right and was never used: six digits of the authenticator, each step once in any process (also when
 * it was read over a shoulder), or one of the recovery codes. The row decides, so two requests at once cannot both win.
 */
export async function checkCode(tx: Transaction, env: WebEnv, user: Holder, typed: string): Promise<boolean> {
  if (!user.totpSealed) return false;
  const code = typed.replaceAll(/[\s-]/g, '').toLowerCase();
  if (isRecoveryCode(code)) return spendRecoveryCode(tx, user.id, code);
  const step = codeStep(openFactor(user.totpSealed, user.id, factorSecret(env)), code);
  if (step === null) return false;
  const { count } = await tx.user.updateMany({
    where: { id: user.id, OR: [{ totpStep: null }, { totpStep: { lt: step } }] },
    data: { totpStep: step },
  });
  return count === 1;
}

async function spendRecoveryCode(tx: Transaction, userId: string, code: string): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, codeHash: recoveryCodeHash(userId, code), usedAt: null },
    data: { usedAt: new Date() },
  });
  if (count === 0) return false;
  const left = await tx.recoveryCode.count({ where: { userId, usedAt: null } });
  const details = { left };
  await audit(tx, {
    userId,
    action: 'recovery code used',
    targetKind: 'user',
    targetId: userId,
    outcome: 'allowed',
    details,
  });
  return true;
}
