import { audit, emitLive, lockCase } from '@virga/database';
import { AppError, errorCodes } from '@virga/domain';
import { newId, sha256Hex } from '@virga/domain/ids';
import { canonicalize } from '@virga/evidence-store';
import { appendEntry } from '../cases/append-entry.ts';
import { findCase } from '../cases/case-detail.ts';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { findReport, namesOfReports, reportRowOf } from './report-row.ts';

/** The next version, as a draft. A job of the parse role gathers the model from the case as it is then, and renders it. */
export async function createReport(call: CaseCall, { title }: { title?: string | undefined }) {
  const { caseId, userId } = call.access;
  const row = await call.platform.db.prisma.$transaction(async (tx) => {
    await lockCase(tx, 'report', caseId);
    const { _max } = await tx.report.aggregate({ where: { caseId }, _max: { version: true } });
    const made = await tx.report.create({
      data: {
        id: newId(),
        caseId,
        version: (_max.version ?? 0) + 1,
        title: title ?? (await findCase(tx, caseId)).title,
        model: {},
        createdById: userId,
      },
    });
    await audit(tx, { ...auditOf(call), action: 'report drafted', targetKind: 'report', targetId: made.id });
    await emitLive(tx, { caseId, kind: 'report', subject: made.id, payload: { state: 'draft' } });
    return made;
  });
  await call.platform.jobs.report(row.id);
  return reportRowOf({ ...row, files: [] }, new Map([[userId, call.caller.user.name]]));
}

/** What is approved is the model that was rendered; the custody entry carries its hash. The files are made again with the approval. */
export async function approveReport(call: CaseCall, { reportId }: { reportId: string }) {
  const { caseId, userId } = call.access;
  const report = await call.platform.db.prisma.$transaction(async (tx) => {
    const before = await findReport(tx, caseId, reportId);
    if (before.state === 'approved' || before.files.length === 0)
      throw new AppError({
        code: 'resource.conflict',
        message:
          before.state === 'approved' ? errorCodes['resource.conflict'].meaning : 'The report is not rendered yet.',
        facts: { state: before.state },
      });
    await tx.report.update({
      where: { id: reportId },
      data: { state: 'approved', approvedById: userId, approvedAt: new Date() },
    });
    const hash = sha256Hex(canonicalize(before.model));
    const details = { reportId, version: before.version, files: before.files };
    await appendEntry(call, tx, 'report approved', { hash, details });
    await audit(tx, {
      ...auditOf(call),
      action: 'report approved',
      targetKind: 'report',
      targetId: reportId,
      details: { hash },
    });
    await emitLive(tx, { caseId, kind: 'report', subject: reportId, payload: { state: 'approved' } });
    const row = await findReport(tx, caseId, reportId);
    return reportRowOf(row, await namesOfReports(tx, [row]));
  });
  await call.platform.jobs.report(reportId);
  return report;
}
