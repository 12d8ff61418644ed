import { emitLive, scopeOfRow } from '@virga/database';
import { newId, sha256Hex } from '@virga/domain/ids';
import { type ReportModel, renderHtml, renderMarkdown } from '@virga/report';
import { renderPdf } from '@virga/report/pdf';
import type { Parts } from '../parts.ts';
import { gatherReport } from './gather-report.ts';

const renderers: Record<string, (model: ReportModel) => Promise<Uint8Array>> = {
  html: async (model) => Buffer.from(renderHtml(model), 'utf8'),
  markdown: async (model) => Buffer.from(renderMarkdown(model), 'utf8'),
  pdf: async (model) => renderPdf(model),
};

/** Gathers the model from the case as it is now (once: an approved report keeps its model) and renders its files. */
export async function renderReportFiles(parts: Parts, reportId: string): Promise<void> {
  const scope = await scopeOfRow(parts.db, 'report', reportId);
  const report = await parts.db.prisma.report.findUniqueOrThrow({ where: { id: reportId } });
  const kept = report.model as Partial<ReportModel>;
  const isFresh = kept.format === undefined;
  const gathered = isFresh ? await gatherReport(parts, scope, report) : (kept as ReportModel);
  const approved = report.approvedAt
    ? { at: report.approvedAt.toISOString(), by: await nameOf(parts, report.approvedById) }
    : null;
  const model = { ...gathered, approved };
  const files = await Promise.all(
    Object.entries(renderers).map(async ([format, render]) => ({ format, body: await render(model) })),
  );
  await parts.db.prisma.$transaction(async (tx) => {
    if (isFresh) await tx.report.update({ where: { id: reportId }, data: { model: gathered as never } });
    await tx.reportFile.deleteMany({ where: { reportId } });
    await tx.reportFile.createMany({
      data: files.map(({ format, body }) => ({
        id: newId(),
        caseId: scope.caseId,
        reportId,
        format,
        sha256: sha256Hex(body),
        body: new Uint8Array(body),
      })),
    });
    await emitLive(tx, { caseId: scope.caseId, kind: 'report', subject: reportId, payload: { state: report.state } });
  });
}

async function nameOf(parts: Parts, userId: string | null): Promise<string> {
  if (!userId) return 'unknown';
  const user = await parts.db.prisma.user.findUnique({ where: { id: userId }, select: { name: true } });
  return user?.name ?? 'unknown';
}
