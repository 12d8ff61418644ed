import { emitLive, type InCase } from '@virga/database';
import type { Parts } from '../parts.ts';

/** When the last item of an acquisition is parsed, the acquisition is done: sealed, parsed and its ledgers judged. */
export async function finishAcquisitionOf(parts: Parts, scope: InCase, acquisitionId: string | null): Promise<void> {
  if (!acquisitionId) return;
  await parts.db.prisma.$transaction(async (tx) => {
    // Locked first, as the collect worker does it: of the two that end at once, the second sees what the first wrote.
    await tx.$queryRaw`SELECT 1 FROM acquisition WHERE id = ${acquisitionId}::uuid FOR UPDATE`;
    const open = await tx.parseRun.count({
      where: { caseId: scope.caseId, state: { in: ['queued', 'running'] }, evidence: { acquisitionId } },
    });
    if (open > 0) return;
    const { count } = await tx.acquisition.updateMany({
      where: { caseId: scope.caseId, id: acquisitionId, state: 'parsing' },
      data: { state: 'done', step: 'ledger', finishedAt: new Date(), lastNewsAt: new Date() },
    });
    if (count > 0)
      await emitLive(tx, {
        caseId: scope.caseId,
        kind: 'acquisition',
        subject: acquisitionId,
        payload: { state: 'done' },
      });
  });
}
