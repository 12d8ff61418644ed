import { roleHas } from '@virga/domain';
import { findManifest } from '@virga/sources/catalog';
import type { z } from 'zod';
import type { activityLine } from '../../contract/overview.ts';
import type { PlatformCall } from '../platform/call.ts';
import { isoOf } from '../platform/iso-time.ts';

type Line = z.input<typeof activityLine>;
const dayMs = 86_400_000;

/** The tray of every page: what runs, what waits for this person, what failed within a day; newest first. */
export async function listActivity(call: PlatformCall): Promise<{ items: Line[]; next: null }> {
  const [acquisitions, actions] = await Promise.all([acquisitionLines(call), actionLines(call)]);
  const items = [...acquisitions, ...actions].sort((left, right) => (left.at < right.at ? 1 : -1)).slice(0, 200);
  return { items, next: null };
}

function ofCaller({ caller }: PlatformCall) {
  const { tokenId, tokenCaseIds } = caller.principal;
  const ofToken = tokenId ? { id: { in: [...(tokenCaseIds ?? [])] } } : {};
  return { case: { members: { some: { userId: caller.user.id } }, ...ofToken } };
}

async function acquisitionLines(call: PlatformCall): Promise<Line[]> {
  if (!roleHas(call.access.role, 'acquisition:read')) return [];
  const since = new Date(Date.now() - dayMs);
  const rows = await call.platform.db.prisma.acquisition.findMany({
    where: {
      ...ofCaller(call),
      OR: [
        { state: { in: ['queued', 'running', 'waiting', 'sealed', 'parsing'] } },
        { state: 'failed', lastNewsAt: { gt: since } },
      ],
    },
    orderBy: { lastNewsAt: 'desc' },
    take: 200,
    include: { case: { select: { number: true } } },
  });
  return rows.map((row) => ({
    kind: 'acquisition',
    group: row.state === 'failed' ? 'failed' : 'running',
    id: row.id,
    caseId: row.caseId,
    caseNumber: row.case.number,
    title: `${findManifest(row.sourceId)?.title ?? row.sourceId}: ${row.target}`,
    state: row.state,
    step: row.step,
    at: isoOf(row.lastNewsAt),
    errorMessage: row.errorMessage,
  }));
}

async function actionLines(call: PlatformCall): Promise<Line[]> {
  if (!roleHas(call.access.role, 'action:read')) return [];
  const rows = await call.platform.db.prisma.containmentAction.findMany({
    where: {
      ...ofCaller(call),
      OR: [{ running: { not: null } }, { state: { in: ['proposed', 'approved', 'partial', 'failed'] } }],
    },
    orderBy: { createdAt: 'desc' },
    take: 100,
    include: { case: { select: { number: true } } },
  });
  const mayApprove = roleHas(call.access.role, 'action:approve');
  return rows.flatMap((row) => {
    const isMine = row.proposedById === call.caller.user.id;
    const waitsForMe = row.state === 'proposed' ? mayApprove && !isMine : row.state === 'approved' && isMine;
    const group =
      row.state === 'failed' || row.state === 'partial'
        ? 'failed'
        : row.running
          ? 'running'
          : waitsForMe
            ? 'waiting for me'
            : null;
    if (!group) return [];
    return [
      {
        kind: 'action' as const,
        group: group as Line['group'],
        id: row.id,
        caseId: row.caseId,
        caseNumber: row.case.number,
        title: `${row.kind}: ${row.target}`,
        state: row.state,
        step: row.running,
        at: isoOf(row.appliedAt ?? row.approvedAt ?? row.proposedAt ?? row.createdAt),
        errorMessage: row.errorMessage,
      },
    ];
  });
}
