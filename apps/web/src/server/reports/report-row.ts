import type { Report, Transaction } from '@virga/database';
import { notFound } from '@virga/database';
import type { z } from 'zod';
import { reportFormat, type reportRow } from '../../contract/reports.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';
import { userNames, userRefOf } from '../platform/user-names.ts';

type Row = z.input<typeof reportRow>;
export type ReportWithFiles = Report & { files: { format: string; sha256: string }[] };

export const withFiles = { files: { select: { format: true, sha256: true }, orderBy: { format: 'asc' as const } } };

export async function namesOfReports(tx: Transaction, rows: readonly Report[]): Promise<Map<string, string>> {
  return userNames(
    { prisma: tx },
    rows.flatMap((row) => [row.createdById, row.approvedById]),
  );
}

export function reportRowOf(row: ReportWithFiles, names: ReadonlyMap<string, string>): Row {
  return {
    id: row.id,
    version: row.version,
    title: row.title,
    state: row.state === 'approved' ? 'approved' : 'draft',
    createdBy: userRefOf(names, row.createdById),
    createdAt: isoOf(row.createdAt),
    approvedBy: row.approvedById ? userRefOf(names, row.approvedById) : null,
    approvedAt: isoOrNull(row.approvedAt),
    files: row.files.flatMap(({ format, sha256 }) => {
      const known = reportFormat.options.find((word) => word === format);
      const download = `/api/v1/cases/${row.caseId}/reports/${row.id}/files/${format}`;
      return known ? [{ format: known, sha256, download }] : [];
    }),
  };
}

export async function findReport(tx: Transaction, caseId: string, id: string): Promise<ReportWithFiles> {
  const row = await tx.report.findUnique({ where: { caseId_id: { caseId, id } }, include: withFiles });
  if (!row) throw notFound();
  return row;
}
