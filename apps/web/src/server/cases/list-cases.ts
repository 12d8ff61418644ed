import { brokenCases, Prisma } from '@virga/database';
import { severities } from '@virga/domain';
import type { z } from 'zod';
import type { caseRow } from '../../contract/cases.ts';
import type { PlatformCall } from '../platform/call.ts';
import { isoOf, isoOrNull, microsIso } from '../platform/iso-time.ts';
import { caseWords } from './case-detail.ts';

interface Facts {
  id: string;
  last_micros: bigint | null;
  finding: { title: string; severity: number } | null;
  running: number;
  waiting: number;
  failed: number;
  gaps: number;
  approvals: number;
}

/** The caller's cases with what the home screen shows of each, newest first. A token sees only its own cases. */
export async function listCases({ platform, caller }: PlatformCall, { status }: { status: 'open' | 'closed' | 'all' }) {
  const ofToken = caller.principal.tokenId ? { id: { in: [...(caller.principal.tokenCaseIds ?? [])] } } : {};
  const rows = await platform.db.prisma.case.findMany({
    where: { members: { some: { userId: caller.user.id } }, ...(status === 'all' ? {} : { status }), ...ofToken },
    orderBy: { number: 'desc' },
    take: 500,
    include: { members: { include: { user: { select: { id: true, name: true } } }, orderBy: { addedAt: 'asc' } } },
  });
  const facts = await factsOf(
    platform.db.prisma,
    rows.map((row) => row.id),
  );
  const broken = new Map(
    (await brokenCases(platform.db, [...facts.keys()])).map((one) => [
      one.caseId,
      one.items.length + (one.chain ? 1 : 0),
    ]),
  );
  const items: z.input<typeof caseRow>[] = rows.map((row) => {
    const { id, number, title, summary, staged } = row;
    const fact = facts.get(id);
    return {
      id,
      number,
      title,
      summary,
      staged,
      ...caseWords(row),
      createdAt: isoOf(row.createdAt),
      closedAt: isoOrNull(row.closedAt),
      members: row.members.map((member) => member.user),
      lastEventAt: microsIso(fact?.last_micros ?? null),
      worstFinding: fact?.finding ? { title: fact.finding.title, severity: severityWord(fact.finding.severity) } : null,
      running: fact?.running ?? 0,
      waiting: fact?.waiting ?? 0,
      failed: fact?.failed ?? 0,
      gaps: fact?.gaps ?? 0,
      approvals: fact?.approvals ?? 0,
      broken: broken.get(id) ?? 0,
    };
  });
  return { items, next: null };
}

/** Column of the timeline: 0 info … 4 critical. */
export function severityWord(rank: number) {
  return severities[4 - rank] ?? 'info';
}

async function factsOf(prisma: PlatformCall['platform']['db']['prisma'], ids: string[]): Promise<Map<string, Facts>> {
  if (ids.length === 0) return new Map();
  const rows = await prisma.$queryRaw<Facts[]>(Prisma.sql`
    SELECT c.id::text AS id,
      (SELECT max(t.time_micros) FROM timeline_event t WHERE t.case_id = c.id) AS last_micros,
      (SELECT jsonb_build_object('severity', t.severity, 'title', t.detections->0->>'title')
         FROM timeline_event t WHERE t.case_id = c.id AND t.severity >= 2 AND t.detections <> '[]'::jsonb
         ORDER BY t.severity DESC, t.time_micros LIMIT 1) AS finding,
      (SELECT count(*)::int FROM acquisition a WHERE a.case_id = c.id AND a.state IN ('queued', 'running', 'parsing')) AS running,
      (SELECT count(*)::int FROM acquisition a WHERE a.case_id = c.id AND a.state = 'waiting') AS waiting,
      (SELECT count(*)::int FROM acquisition a WHERE a.case_id = c.id AND a.state = 'failed') AS failed,
      (SELECT count(*)::int FROM coverage_entry g WHERE g.case_id = c.id AND g.word NOT IN ('collected', 'empty')) AS gaps,
      (SELECT count(*)::int FROM containment_action x WHERE x.case_id = c.id AND x.state = 'proposed'
        OR x.state IN ('applied', 'partial') AND x.asked_at IS NOT NULL AND x.case_id = c.id) AS approvals
    FROM "case" c WHERE c.id = ANY(${ids}::uuid[])`);
  return new Map(rows.map((row) => [row.id, row]));
}
