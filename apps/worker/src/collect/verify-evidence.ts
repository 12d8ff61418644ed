import { emitLive, scopeOfRow } from '@virga/database';
import type { CollectParts } from '../parts.ts';
import { recordCustody } from './custody.ts';

/** Reads every byte of a sealed item again. The verdict stands on the item and in the custody chain, good or bad. */
export async function verifyEvidence(parts: CollectParts, evidenceId: string, requestedById: string): Promise<void> {
  const item = await parts.db.prisma.evidenceItem.findUniqueOrThrow({ where: { id: evidenceId } });
  if (!item.sealedAt) return;
  const verdict = await parts.store.verifyItem({ caseId: item.caseId, evidenceId }, parts.stopping);
  const custody = await parts.db.prisma.$transaction(async (tx) => {
    const scope = await scopeOfRow(tx, 'evidence', evidenceId);
    await tx.evidenceItem.update({
      where: { id: evidenceId },
      data: { verifiedAt: new Date(), verifyState: verdict.ok ? 'intact' : 'broken' },
    });
    await emitLive(tx, {
      caseId: item.caseId,
      kind: 'evidence',
      subject: evidenceId,
      payload: { verifyState: verdict.ok ? 'intact' : 'broken' },
    });
    return recordCustody(parts, tx, scope, {
      what: verdict.ok ? 'evidence verified' : 'evidence verification failed',
      actor: { userId: requestedById, name: 'collect worker', cloudIdentity: null },
      evidenceId,
      hash: item.manifestSha256,
      details: { title: item.title, problems: verdict.problems.slice(0, 20) },
    });
  });
  await custody.publish();
}
