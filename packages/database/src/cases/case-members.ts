import { AppError, type CaseAccess } from '@virga/domain';
import { notFound } from '../access/authorise.ts';
import type { InCase } from '../access/case-scope.ts';
import type { PlatformAccess } from '../access/principal.ts';
import { audit } from '../audit/audit.ts';
import { clientOf, inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import { emitLive } from '../live/emit-live.ts';

export interface MemberView {
  userId: string;
  name: string;
  email: string;
  role: string;
  addedAt: Date;
  reason: string;
}

/** Who may see the case, in the order they came. */
export async function listMembers(db: Database | Transaction, scope: InCase): Promise<MemberView[]> {
  const rows = await clientOf(db).caseMember.findMany({
    where: { caseId: scope.caseId },
    include: { user: { select: { name: true, email: true, role: true } } },
    orderBy: { addedAt: 'asc' },
  });
  return rows.map(({ user, userId, addedAt, reason }) => ({ ...user, userId, addedAt, reason }));
}

/** Needs an access of permission `case:members`. A member already is one; an unknown user throws resource.not_found. */
export async function addMember(
  db: Database | Transaction,
  access: CaseAccess,
  fields: { userId: string; reason?: string },
): Promise<void> {
  const { caseId } = access;
  await inTransaction(db, async (tx) => {
    const user = await tx.user.findUnique({ where: { id: fields.userId }, select: { disabledAt: true } });
    if (!user || user.disabledAt) throw notFound();
    await tx.caseMember.createMany({
      data: [{ caseId, userId: fields.userId, reason: fields.reason ?? '', addedById: access.userId }],
      skipDuplicates: true,
    });
    await auditMember(tx, access, 'member added', fields);
  });
}

/** An admin makes himself a member; the reason stands where every member sees it. Needs `user:manage`. */
export async function joinAsAdmin(
  db: Database | Transaction,
  access: PlatformAccess,
  caseId: string,
  reason: string,
): Promise<void> {
  const { userId, permission } = access;
  if (reason.trim() === '')
    throw new AppError({ code: 'request.invalid', message: 'Give a reason: the members see it.' });
  await inTransaction(db, async (tx) => {
    if (!(await tx.case.findUnique({ where: { id: caseId }, select: { id: true } }))) throw notFound();
    await tx.caseMember.createMany({ data: [{ caseId, userId, reason, addedById: userId }], skipDuplicates: true });
    await auditMember(tx, { userId, permission, caseId }, 'admin added himself', { userId, reason });
  });
}

/** The last lead of a case stays (resource.conflict): somebody must be able to choose members and approve. */
export async function removeMember(db: Database | Transaction, access: CaseAccess, userId: string): Promise<void> {
  const { caseId } = access;
  await inTransaction(db, async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM "case" WHERE id = ${caseId}::uuid FOR UPDATE`;
    const { count } = await tx.caseMember.deleteMany({ where: { caseId, userId } });
    if (count === 0) throw notFound();
    const leads = await tx.caseMember.count({ where: { caseId, user: { role: 'lead', disabledAt: null } } });
    if (leads === 0)
      throw new AppError({ code: 'resource.conflict', message: 'A case keeps at least one lead as its member.' });
    await auditMember(tx, access, 'member removed', { userId });
  });
}

async function auditMember(
  tx: Transaction,
  access: Pick<CaseAccess, 'caseId' | 'userId' | 'permission'>,
  action: string,
  fields: { userId: string; reason?: string },
): Promise<void> {
  await audit(tx, {
    userId: access.userId,
    caseId: access.caseId,
    permission: access.permission,
    action,
    targetKind: 'user',
    targetId: fields.userId,
    outcome: 'allowed',
    details: fields.reason ? { reason: fields.reason } : {},
  });
  await emitLive(tx, { caseId: access.caseId, kind: 'case', subject: access.caseId, payload: { members: true } });
}
