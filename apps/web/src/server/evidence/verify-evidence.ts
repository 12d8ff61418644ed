import { askVerification, audit, notFound, type Transaction } from '@virga/database';
import { AppError, errorCodes } from '@virga/domain';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { evidenceRowOf, withNewestParse } from './evidence-row.ts';

/** A job reads every byte again; the verdict comes over the live stream and stands on the item. */
export async function verifyEvidence(call: CaseCall, { evidenceId }: { evidenceId: string }) {
  const { caseId } = call.access;
  const { item, verificationId } = await call.platform.db.prisma.$transaction(async (tx) => {
    const item = await tx.evidenceItem.findUnique({
      where: { caseId_id: { caseId, id: evidenceId } },
      include: withNewestParse,
    });
    if (!item) throw notFound();
    if (!item.sealedAt)
      throw new AppError({ code: 'evidence.not_sealed', message: errorCodes['evidence.not_sealed'].meaning });
    return { item, verificationId: await ask(call, tx, evidenceId) };
  });
  await call.platform.jobs.verification(verificationId);
  return evidenceRowOf(item);
}

/** The chain and every sealed item of the case. */
export async function verifyCase(call: CaseCall): Promise<{ items: number }> {
  const { caseId } = call.access;
  const asked = await call.platform.db.prisma.$transaction(async (tx) => {
    const sealed = await tx.evidenceItem.findMany({
      where: { caseId, sealedAt: { not: null } },
      orderBy: { number: 'asc' },
      select: { id: true },
    });
    const ids = [await ask(call, tx, null)];
    for (const { id } of sealed) ids.push(await ask(call, tx, id));
    return ids;
  });
  for (const verificationId of asked) await call.platform.jobs.verification(verificationId);
  return { items: asked.length - 1 };
}

async function ask(call: CaseCall, tx: Transaction, evidenceId: string | null): Promise<string> {
  const { access, caller } = call;
  const row = await askVerification(tx, access, { evidenceId, requestedById: caller.user.id });
  await audit(tx, {
    ...auditOf(call),
    action: 'verification asked for',
    targetKind: evidenceId ? 'evidence' : 'case',
    targetId: evidenceId ?? access.caseId,
  });
  return row.id;
}
