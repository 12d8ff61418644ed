import { audit, emitLive, type Transaction, type User } from '@virga/database';
import { auditOf, type PlatformCall } from '../platform/call.ts';

/** What an admin may do to a member's way in; the members of his cases read it, with the reason (case members, audit). */
export const resetActions = ['password of a member reset', 'second factor of a member reset'] as const;
export type ResetAction = (typeof resetActions)[number];

/**
 * Whoever can reset a member's password or factor could become that member: everybody who shares a case with him is told at
 * once, and finds it beside his name afterwards.
 */
export async function tellMembers(
  call: PlatformCall,
  tx: Transaction,
  told: { user: User; action: ResetAction; reason: string },
): Promise<void> {
  const { user, action, reason } = told;
  const row = { ...auditOf(call), action, targetKind: 'user', targetId: user.id, details: { reason } };
  await audit(tx, row);
  const memberships = await tx.caseMember.findMany({ where: { userId: user.id }, select: { caseId: true } });
  const payload = { what: action, member: user.name, by: call.caller.user.name, reason };
  for (const { caseId } of memberships) {
    await emitLive(tx, { caseId, kind: 'notification', subject: user.id, payload });
    await audit(tx, { ...row, caseId });
  }
}
