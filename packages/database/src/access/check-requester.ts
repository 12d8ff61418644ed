import { AppError, type CaseAccess, type Permission, type Role, roleHas, roles } from '@virga/domain';
import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';

/**
 * security.md, "Case isolation": membership is checked again when a job starts. Throws permission.denied when the person who
 * asked for the work has left the case, was disabled, or lost the role for it since.
 */
export async function checkRequester(
  db: Database | Transaction,
  scope: Pick<CaseAccess, 'caseId'>,
  userId: string | null,
  permission: Permission,
): Promise<void> {
  const member = userId
    ? await clientOf(db).caseMember.findUnique({
        where: { caseId_userId: { caseId: scope.caseId, userId } },
        select: { user: { select: { role: true, disabledAt: true } } },
      })
    : null;
  const role: Role | undefined = roles.find((name) => name === member?.user.role);
  if (member && !member.user.disabledAt && role && roleHas(role, permission)) return;
  throw new AppError({
    code: 'permission.denied',
    message: 'Who asked for this may not do it in this case any more. A member has to ask again.',
    facts: { reason: 'requester-left' },
  });
}
