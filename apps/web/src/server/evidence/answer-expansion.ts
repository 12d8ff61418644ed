import { audit, emitLive, notFound } from '@virga/database';
import { AppError, errorCodes } from '@virga/domain';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { evidenceRowOf, withNewestParse } from './evidence-row.ts';

export interface ExpansionReply {
  evidenceId: string;
  answer: 'let' | 'leave';
}

/**
 * An item that paused because an object grows beyond the limit goes on: with the object whole, or with what was read of it and
 * a failed object in the ledger. The sweep of the parse role finds the run within seconds.
 */
export async function answerExpansion(call: CaseCall, { evidenceId, answer }: ExpansionReply) {
  const { caseId } = call.access;
  const key = { caseId_id: { caseId, id: evidenceId } };
  return call.platform.db.prisma.$transaction(async (tx) => {
    const item = await tx.evidenceItem.findUnique({ where: key });
    if (!item) throw notFound();
    const { count } = await tx.evidenceItem.updateMany({
      where: { caseId, id: evidenceId, state: 'waiting', errorCode: 'evidence.expansion' },
      data: { state: 'sealed', expansionAnswer: answer, waitingFor: null, errorCode: null, errorMessage: null },
    });
    if (count !== 1)
      throw new AppError({
        code: 'resource.conflict',
        message: errorCodes['resource.conflict'].meaning,
        facts: { state: item.state },
      });
    await tx.parseRun.updateMany({
      where: { caseId, evidenceId, state: 'paused' },
      data: { state: 'queued', errorCode: null, errorMessage: null },
    });
    const what = answer === 'let' ? 'growing object let through' : 'growing object left out';
    await audit(tx, { ...auditOf(call), action: what, targetKind: 'evidence', targetId: evidenceId });
    await emitLive(tx, { caseId, kind: 'evidence', subject: evidenceId });
    return evidenceRowOf(await tx.evidenceItem.findUniqueOrThrow({ where: key, include: withNewestParse }));
  });
}
