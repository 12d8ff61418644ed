import type { ReportModel } from '@virga/report';
import type { ActionPlan } from '@virga/response';
import { findAction } from '@virga/response/catalog';
import type { Parts } from '../parts.ts';
import type { Names } from './gather-notes.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value ?? null));

/** Actions that were proposed: what changed step by step, and what undo put back. */
export async function gatherActions(parts: Parts, caseId: string, names: Names): Promise<ReportModel['actions']> {
  const rows = await parts.db.prisma.containmentAction.findMany({
    where: { caseId, state: { not: 'draft' } },
    include: { steps: { orderBy: [{ phase: 'asc' }, { index: 'asc' }] } },
    orderBy: { createdAt: 'asc' },
  });
  const accounts = await parts.db.prisma.cloudAccount.findMany({ select: { id: true, externalAccountId: true } });
  return rows.map((row) => {
    const plan = row.plan as unknown as ActionPlan | null;
    const applied = row.steps.filter((step) => step.phase === 'apply');
    return {
      id: row.id,
      title: plan?.summary ?? findAction(row.kind)?.title ?? row.kind,
      target: row.target,
      account: accounts.find((account) => account.id === row.cloudAccountId)?.externalAccountId ?? null,
      state: row.state,
      proposedBy: names.get(row.proposedById)?.name ?? 'unknown',
      approvedBy: row.approvedById ? (names.get(row.approvedById)?.name ?? 'unknown') : null,
      breakGlassReason: row.breakGlass,
      appliedAt: row.appliedAt?.toISOString() ?? null,
      undoneAt: row.undoneAt?.toISOString() ?? null,
      changes: applied.map((step) => {
        const undone = row.steps.find(
          (other) => other.phase === 'undo' && other.key === step.key && other.state === 'done',
        );
        return {
          what: step.title,
          before: text(step.before),
          after: text(step.after),
          restored: undone ? text(undone.after) : null,
        };
      }),
      warnings: [
        ...(plan?.stillGetsThrough ?? []).map((one) => `Still gets through: ${one}`),
        ...(plan?.weLose ?? []).map((one) => `Lost by it: ${one}`),
        ...(plan?.affected ?? []).map((one) => `Also hit: ${one.kind} ${one.id}, ${one.how}`),
        ...(row.gateReason ? [`Contained before evidence was taken, because: ${row.gateReason}`] : []),
      ],
    };
  });
}
