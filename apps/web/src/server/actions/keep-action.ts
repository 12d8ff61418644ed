import { AppError, errorCodes } from '@virga/domain';
import type { CaseCall } from '../platform/call.ts';
import { dateOf } from '../platform/iso-time.ts';
import { changeAction } from './change-action.ts';

export interface Keeping {
  actionId: string;
  /** When to ask again; null never. */
  expiresAt: string | null;
  reason: string;
}

/** The other answer to "shall it be lifted": it stays in force, until a new time or for good. The plan is not touched. */
export async function keepAction(call: CaseCall, { actionId, expiresAt, reason }: Keeping) {
  const until = expiresAt === null ? null : dateOf(expiresAt, 'expiresAt');
  if (until && until.getTime() <= Date.now())
    throw new AppError({
      code: 'request.invalid',
      message: errorCodes['request.invalid'].meaning,
      facts: { issues: [{ path: 'expiresAt', message: 'lies in the past' }] },
    });
  return changeAction(call, actionId, {
    from: ['applied', 'partial'],
    action: 'containment kept in force',
    details: { reason, expiresAt },
    write: async () => ({ expiresAt: until, askedAt: null }),
  });
}
