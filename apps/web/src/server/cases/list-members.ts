import type { Transaction } from '@virga/database';
import type { CaseCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';
import { userNames, userRefOf } from '../platform/user-names.ts';
import { resetActions } from '../users/tell-members.ts';
import { roleOf } from '../users/user-row.ts';

export async function listMembers(call: CaseCall) {
  return membersOf(call.platform.db.prisma, call.access.caseId);
}

export async function membersOf(tx: Transaction, caseId: string) {
  const rows = await tx.caseMember.findMany({
    where: { caseId },
    orderBy: { addedAt: 'asc' },
    include: { user: { select: { id: true, name: true, role: true } } },
  });
  const resets = await tx.auditRow.findMany({
    where: { caseId, action: { in: [...resetActions] } },
    orderBy: { id: 'desc' },
    take: 200,
  });
  const names = await userNames({ prisma: tx }, [
    ...rows.map((row) => row.addedById),
    ...resets.map((row) => row.userId),
  ]);
  const items = rows.map((row) => ({
    user: { id: row.user.id, name: row.user.name },
    role: roleOf(row.user.role),
    addedBy: userRefOf(names, row.addedById),
    addedAt: isoOf(row.addedAt),
    reason: row.reason,
    resets: resets
      .filter((reset) => reset.targetId === row.userId)
      .map(({ action, at, userId, details }) => ({
        what: action,
        by: userRefOf(names, userId ?? row.userId),
        at: isoOf(at),
        reason: String((details as { reason?: unknown }).reason ?? ''),
      })),
  }));
  return { items, next: null };
}
