import { audit, emitLive } from '@virga/database';
import { AppError } from '@virga/domain';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { appendEntry } from './append-entry.ts';
import { caseDetailOf, findCase } from './case-detail.ts';

/** Work that runs keeps a case open: its end would be written into a closed case. */
export async function closeCase(call: CaseCall) {
  const { caseId } = call.access;
  return call.platform.db.prisma.$transaction(async (tx) => {
    const before = await findCase(tx, caseId);
    if (before.status === 'closed') return caseDetailOf(call, tx, before);
    const running = await tx.acquisition.count({
      where: { caseId, state: { in: ['queued', 'running', 'waiting', 'parsing'] } },
    });
    if (running > 0)
      throw new AppError({
        code: 'resource.conflict',
        message: 'Acquisitions of this case are still running. Wait for them or cancel them first.',
        facts: { running },
      });
    const row = await tx.case.update({ where: { id: caseId }, data: { status: 'closed', closedAt: new Date() } });
    await appendEntry(call, tx, 'case closed');
    await audit(tx, { ...auditOf(call), action: 'case closed', targetKind: 'case', targetId: caseId });
    await emitLive(tx, { caseId, kind: 'case', subject: caseId });
    return caseDetailOf(call, tx, row);
  });
}

export async function reopenCase(call: CaseCall) {
  const { caseId } = call.access;
  return call.platform.db.prisma.$transaction(async (tx) => {
    const row = await tx.case.update({ where: { id: caseId }, data: { status: 'open', closedAt: null } });
    await audit(tx, { ...auditOf(call), action: 'case reopened', targetKind: 'case', targetId: caseId });
    await emitLive(tx, { caseId, kind: 'case', subject: caseId });
    return caseDetailOf(call, tx, row);
  });
}
