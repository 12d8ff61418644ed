import { audit, notFound } from '@virga/database';
import type { z } from 'zod';
import type { reportRow, reportsContract } from '../../contract/reports.ts';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { findReport, namesOfReports, reportRowOf, withFiles } from './report-row.ts';

type Json = z.input<NonNullable<(typeof reportsContract.get)['~orpc']['outputSchema']>>['model'];

/** Newest version first. */
export async function listReports({ platform, access }: CaseCall) {
  const { prisma } = platform.db;
  const rows = await prisma.report.findMany({
    where: { caseId: access.caseId },
    orderBy: { version: 'desc' },
    take: 200,
    include: withFiles,
  });
  const names = await namesOfReports(prisma, rows);
  return { items: rows.map((row) => reportRowOf(row, names)), next: null };
}

export async function getReport(
  { platform, access }: CaseCall,
  { reportId }: { reportId: string },
): Promise<z.input<typeof reportRow> & { model: Json }> {
  const { prisma } = platform.db;
  const row = await findReport(prisma, access.caseId, reportId);
  return { ...reportRowOf(row, await namesOfReports(prisma, [row])), model: row.model as Json };
}

export interface RenderedReport {
  bytes: Uint8Array;
  sha256: string;
  fileName: string;
}

const extensions: Record<string, string> = { html: 'html', pdf: 'pdf', markdown: 'md' };

/** The rendered file, as an attachment; the download leaves an audit row. */
export async function readReportFile(call: CaseCall, reportId: string, format: string): Promise<RenderedReport> {
  const { caseId } = call.access;
  const { prisma } = call.platform.db;
  const row = await findReport(prisma, caseId, reportId);
  const file = await prisma.reportFile.findFirst({ where: { caseId, reportId, format } });
  if (!file) throw notFound();
  const { number } = await prisma.case.findUniqueOrThrow({ where: { id: caseId }, select: { number: true } });
  const details = { format, sha256: file.sha256 };
  await audit(prisma, {
    ...auditOf(call),
    action: 'report downloaded',
    targetKind: 'report',
    targetId: reportId,
    details,
  });
  const fileName = `VC-${number}-report-${row.version}.${extensions[format] ?? 'bin'}`;
  return { bytes: file.body, sha256: file.sha256, fileName };
}
