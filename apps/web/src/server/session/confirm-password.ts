import type { User } from '@virga/database';
import { AppError } from '@virga/domain';
import { verifyPassword } from '@virga/runtime';
import type { PlatformCall } from '../platform/call.ts';
import { checkLockout, recordFailure } from './lockout.ts';

/** The caller's own row after the password proved right; wrong ones count towards the lockout like a sign-in. */
export async function confirmPassword(call: PlatformCall, password: string): Promise<User> {
  const { db } = call.platform;
  const user = await db.prisma.user.findUniqueOrThrow({ where: { id: call.caller.user.id } });
  await checkLockout(db, user.email, call.address);
  if (await verifyPassword(password, user.passwordHash)) return user;
  await recordFailure(db, user.email, call.address);
  throw new AppError({
    code: 'permission.denied',
    message: 'The password is not right.',
    facts: { reason: 'wrong-password' },
  });
}
