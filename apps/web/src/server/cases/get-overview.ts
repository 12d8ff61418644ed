import { roleHas } from '@virga/domain';
import type { z } from 'zod';
import type { caseOverview } from '../../contract/overview.ts';
import { acquisitionRowOf } from '../acquisitions/acquisition-row.ts';
import { actionRowOf, namesOfActions } from '../actions/action-row.ts';
import type { CaseCall } from '../platform/call.ts';
import { userNames } from '../platform/user-names.ts';
import { coverageOf, isGap } from '../scope/list-coverage.ts';
import { evaporationOf } from '../scope/list-evaporation.ts';
import { findingsByTime, findingsOf } from './findings.ts';
import { nextStep } from './next-step.ts';

type Overview = z.input<typeof caseOverview>;

/** Each section needs its own right; who lacks it gets that section empty (an admin who is a member, for example). */
export async function getOverview(call: CaseCall): Promise<Overview> {
  const { access, platform } = call;
  const { prisma } = platform.db;
  const { caseId, role } = access;
  const [findings, byTime, evaporation, acquisitions, approvals, gaps, counts] = await Promise.all([
    roleHas(role, 'timeline:read') ? findingsOf(prisma, caseId) : [],
    roleHas(role, 'timeline:read') ? findingsByTime(prisma, caseId) : [],
    roleHas(role, 'scope:read') ? evaporationOf(prisma, caseId, 50) : [],
    roleHas(role, 'acquisition:read') ? unfinished(call) : [],
    roleHas(role, 'action:read') ? proposed(call) : [],
    roleHas(role, 'scope:read') ? coverageOf(prisma, caseId, isGap, 200) : [],
    countsOf(call),
  ]);
  const next = await nextStep(prisma, caseId);
  return { counts, findings, findingsByTime: byTime, evaporation, acquisitions, approvals, gaps, next };
}

async function unfinished({ platform, access }: CaseCall) {
  const rows = await platform.db.prisma.acquisition.findMany({
    where: { caseId: access.caseId, state: { notIn: ['done', 'cancelled'] } },
    orderBy: { id: 'desc' },
    take: 100,
  });
  const names = await userNames(
    platform.db,
    rows.map((row) => row.requestedById),
  );
  return rows.map((row) => acquisitionRowOf(row, names));
}

async function proposed({ platform, access }: CaseCall) {
  const rows = await platform.db.prisma.containmentAction.findMany({
    where: {
      caseId: access.caseId,
      OR: [
        { state: { in: ['proposed', 'approved', 'partial', 'failed'] } },
        { state: 'applied', askedAt: { not: null } },
      ],
    },
    orderBy: { id: 'desc' },
    take: 50,
  });
  const names = await namesOfActions(platform.db.prisma, rows);
  return rows.map((row) => actionRowOf(row, names));
}

async function countsOf({ platform, access }: CaseCall): Promise<Overview['counts']> {
  const { prisma } = platform.db;
  const { caseId, role } = access;
  const mayRead = roleHas(role, 'timeline:read');
  const [items, starred, detections] = await Promise.all([
    prisma.evidenceItem.aggregate({ where: { caseId }, _count: true, _sum: { eventCount: true } }),
    mayRead ? prisma.annotation.count({ where: { caseId, starred: true } }) : 0,
    mayRead
      ? prisma.timelineRow.count({ where: { caseId, severity: { gte: 1 }, NOT: { detections: { equals: [] } } } })
      : 0,
  ]);
  return {
    evidenceItems: items._count,
    events: String(items._sum.eventCount ?? 0n),
    starred,
    detections,
  };
}
