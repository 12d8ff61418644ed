import { audit } from '@virga/database';
import { AppError } from '@virga/domain';
import { verifyPassword } from '@virga/runtime';
import type { Platform } from '../platform/platform.ts';
import { checkCode } from './check-code.ts';
import { checkLockout, forgetFailures, recordFailure } from './lockout.ts';
import { type OpenedSession, openSession, type SignInOrigin } from './open-session.ts';

export interface PasswordSignIn extends SignInOrigin {
  email: string;
  password: string;
  /** Six digits or a recovery code, when the account has a second factor. */
  code?: string | undefined;
}

/** One answer and one amount of work for a wrong password, an unknown, a disabled and an OpenID-only account. */
export async function signInWithPassword(platform: Platform, attempt: PasswordSignIn): Promise<OpenedSession> {
  const { db } = platform;
  const account = attempt.email.trim().toLowerCase().slice(0, 254);
  await checkLockout(db, account, attempt.address);
  const user = await db.prisma.user.findUnique({ where: { email: account } });
  const usable = user && !user.disabledAt ? user : null;
  const isRight = await verifyPassword(attempt.password, usable?.passwordHash ?? null);
  if (!usable || !isRight) throw await refuse(platform, account, attempt, user?.id ?? null, 'password');
  if (usable.totpSealed) {
    if (!attempt.code)
      throw new AppError({
        code: 'session.required',
        message: 'Type the code of your second factor.',
        facts: { reason: 'second-factor' },
      });
  }
  const opened = await db.prisma.$transaction(async (tx) => {
    if (usable.totpSealed && !(await checkCode(tx, platform.env, usable, attempt.code ?? ''))) return null;
    await forgetFailures(tx, account);
    return openSession(tx, usable.id, { ...attempt, by: 'password', confirmedAt: new Date() });
  });
  if (!opened) throw await refuse(platform, account, attempt, usable.id, 'second factor');
  return opened;
}

async function refuse(
  platform: Platform,
  account: string,
  attempt: PasswordSignIn,
  userId: string | null,
  what: string,
): Promise<AppError> {
  await recordFailure(platform.db, account, attempt.address);
  await audit(platform.db, {
    userId,
    action: 'sign-in refused',
    outcome: 'refused',
    address: attempt.address,
    details: { account, wrong: what },
  });
  return new AppError({
    code: 'session.required',
    message: 'The mail address, the password or the code is not right.',
    facts: { reason: 'refused' },
  });
}
