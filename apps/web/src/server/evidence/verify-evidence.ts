import { audit, emitLive, notFound } from '@virga/database';
import { AppError, errorCodes } from '@virga/domain';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { evidenceRowOf, withNewestParse } from './evidence-row.ts';

/** A job reads every byte again; the verdict comes over the live stream and stands on the item. */
export async function verifyEvidence(call: CaseCall, { evidenceId }: { evidenceId: string }) {
  const { caseId } = call.access;
  const row = await call.platform.db.prisma.$transaction(async (tx) => {
    const item = await tx.evidenceItem.findUnique({
      where: { caseId_id: { caseId, id: evidenceId } },
      include: withNewestParse,
    });
    if (!item) throw notFound();
    if (!item.sealedAt)
      throw new AppError({ code: 'evidence.not_sealed', message: errorCodes['evidence.not_sealed'].meaning });
    await audit(tx, {
      ...auditOf(call),
      action: 'verification asked for',
      targetKind: 'evidence',
      targetId: evidenceId,
    });
    await emitLive(tx, { caseId, kind: 'evidence', subject: evidenceId, payload: { verifying: true } });
    return item;
  });
  await call.platform.jobs.verifyEvidence(evidenceId, call.caller.user.id);
  return evidenceRowOf(row);
}
