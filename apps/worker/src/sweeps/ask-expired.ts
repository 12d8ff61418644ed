import { audit, emitLive } from '@virga/database';
import type { Parts } from '../parts.ts';

/**
 * A containment whose time is over is asked about, once, and stays as it is (forensics.md, 12): nothing here changes a cloud.
 * The leads of the case are told; until one of them keeps it for longer or undoes it, the screens show it red.
 */
export async function askExpired({ db }: Parts): Promise<void> {
  const due = await db.prisma.containmentAction.findMany({
    where: { state: { in: ['applied', 'partial'] }, running: null, askedAt: null, expiresAt: { lte: new Date() } },
    select: { id: true, caseId: true, kind: true, target: true, expiresAt: true },
    take: 100,
  });
  for (const action of due)
    await db.prisma.$transaction(async (tx) => {
      const { count } = await tx.containmentAction.updateMany({
        where: { caseId: action.caseId, id: action.id, askedAt: null, state: { in: ['applied', 'partial'] } },
        data: { askedAt: new Date() },
      });
      if (count !== 1) return;
      const { id, caseId, kind, target, expiresAt } = action;
      await audit(tx, {
        caseId,
        action: 'containment expired, asked whether to lift it',
        targetKind: 'action',
        targetId: id,
        outcome: 'allowed',
        details: { kind, target, expiresAt: expiresAt?.toISOString() },
      });
      await emitLive(tx, { caseId, kind: 'action', subject: id });
      const leads = await tx.caseMember.findMany({
        where: { caseId, user: { role: 'lead', disabledAt: null } },
        select: { userId: true },
      });
      const payload = { what: 'a containment reached its time and is still in force', kind, target };
      for (const { userId } of leads)
        await emitLive(tx, { caseId, userId, kind: 'notification', subject: id, payload });
    });
}
