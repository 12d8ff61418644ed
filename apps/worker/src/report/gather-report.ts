import { type CaseScope, listCustody, type Report } from '@virga/database';
import { formatTime, nowMicros } from '@virga/domain';
import type { ReportModel } from '@virga/report';
import { tool } from '../custody-tool.ts';
import type { Parts } from '../parts.ts';
import { gatherActions } from './gather-actions.ts';
import { gatherCustody } from './gather-custody.ts';
import { gatherEvents } from './gather-events.ts';
import { gatherEvidence, gatherGaps, gatherProofs } from './gather-evidence.ts';
import { gatherNotes } from './gather-notes.ts';

const iso = (micros: bigint | null) => (micros === null ? null : formatTime(micros));

/** The report's model: everything that the case's rows say at this moment, and nothing else. */
export async function gatherReport(parts: Parts, scope: CaseScope, report: Report): Promise<ReportModel> {
  const { prisma } = parts.db;
  const { caseId } = scope;
  const row = await prisma.case.findUniqueOrThrow({ where: { id: caseId } });
  const names = new Map(
    (await prisma.user.findMany({ select: { id: true, name: true, role: true } })).map((user) => [user.id, user]),
  );
  const members = await prisma.caseMember.findMany({ where: { caseId }, select: { userId: true } });
  const accounts = await prisma.cloudAccount.findMany({
    where: { cases: { some: { caseId } } },
    select: { provider: true, externalAccountId: true, name: true, regions: true },
  });
  const { statements, questions, cited } = await gatherNotes(parts, caseId, names);
  const custody = await listCustody(parts.db, scope);
  return {
    format: 'virga-report/1',
    case: {
      id: caseId,
      label: `VC-${row.number}`,
      title: row.title,
      summary: row.summary,
      severity: row.severity,
      tlp: row.tlp,
      status: row.status,
      openedAt: row.createdAt.toISOString(),
      closedAt: row.closedAt?.toISOString() ?? null,
    },
    staged: row.staged,
    generated: {
      at: formatTime(nowMicros()),
      by: names.get(report.createdById)?.name ?? 'unknown',
      tool,
      version: report.version,
    },
    approved: null,
    appUrl: null,
    team: members.map(({ userId }) => ({
      name: names.get(userId)?.name ?? 'unknown',
      role: names.get(userId)?.role ?? '',
    })),
    scope: {
      text: row.summary,
      from: iso(row.incidentStartMicros),
      to: iso(row.incidentEndMicros),
      accounts: accounts.map((account) => ({
        provider: account.provider,
        account: account.externalAccountId,
        name: account.name,
        regions: account.regions,
      })),
    },
    statements,
    questions,
    events: await gatherEvents(parts, caseId, cited, names),
    evidence: await gatherEvidence(parts, caseId, custody),
    custody: await gatherCustody(parts, scope),
    gaps: await gatherGaps(parts, caseId),
    actions: await gatherActions(parts, caseId, names),
    ranAgainst: await gatherProofs(parts, caseId, row.staged),
    lessons: row.lessons,
  };
}
