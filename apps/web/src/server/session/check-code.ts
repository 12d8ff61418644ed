import type { Platform } from '../platform/platform.ts';
import { codeStep, openFactor } from './second-factor.ts';

/** Steps whose code was used, by user: a code works once, also when it was read over a shoulder. */
const usedSteps = new Map<string, number>();

/** True when the code is right, of now, and not used before in this process. */
export function checkCode(platform: Platform, user: { id: string; totpSealed: string | null }, code: string): boolean {
  if (!user.totpSealed) return false;
  const step = codeStep(openFactor(user.totpSealed, user.id, platform.env.NEXTAUTH_SECRET), code);
  if (step === null || step <= (usedSteps.get(user.id) ?? 0)) return false;
  usedSteps.set(user.id, step);
  return true;
}
