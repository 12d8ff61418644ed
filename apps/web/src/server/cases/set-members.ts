import { audit, emitLive, notFound } from '@virga/database';
import { AppError } from '@virga/domain';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { membersOf } from './list-members.ts';

/** Replaces the list. The lead who calls stays a member: nobody leaves a case without one by mistake. */
export async function setMembers(
  call: CaseCall,
  { userIds, reason }: { caseId: string; userIds: string[]; reason: string },
) {
  const { caseId } = call.access;
  const wanted = [...new Set(userIds)];
  if (!wanted.includes(call.caller.user.id))
    throw new AppError({
      code: 'resource.conflict',
      message: 'You would lose the case: another lead has to remove you.',
    });
  return call.platform.db.prisma.$transaction(async (tx) => {
    const known = await tx.user.count({ where: { id: { in: wanted }, disabledAt: null } });
    const before = (await tx.caseMember.findMany({ where: { caseId } })).map((row) => row.userId);
    const added = wanted.filter((id) => !before.includes(id));
    const removed = before.filter((id) => !wanted.includes(id));
    if (known !== wanted.length) throw notFound();
    await tx.caseMember.deleteMany({ where: { caseId, userId: { in: removed } } });
    const addedById = call.caller.user.id;
    await tx.caseMember.createMany({ data: added.map((userId) => ({ caseId, userId, addedById, reason })) });
    const details = { added, removed, reason };
    await audit(tx, { ...auditOf(call), action: 'members chosen', targetKind: 'case', targetId: caseId, details });
    await emitLive(tx, { caseId, kind: 'case', subject: caseId, payload: { members: wanted.length } });
    return membersOf(tx, caseId);
  });
}
