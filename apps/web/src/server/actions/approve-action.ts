import { emitLive, type Transaction } from '@virga/database';
import { AppError, errorCodes } from '@virga/domain';
import { appendEntry } from '../cases/append-entry.ts';
import type { CaseCall } from '../platform/call.ts';
import { changeAction, checkSamePlan } from './change-action.ts';
import { checkContainmentOn } from './check-containment-on.ts';

export interface Approval {
  actionId: string;
  planHash: string;
  breakGlass?: string | undefined;
}

/**
 * Two pairs of eyes (forensics.md, 13): the proposer does not approve. Alone, with a typed reason, it is break-glass: every
 * lead is told and the report carries it. The approval binds to the plan's hash.
 */
export async function approveAction(call: CaseCall, input: Approval) {
  const userId = call.caller.user.id;
  const { breakGlass } = input;
  return changeAction(call, input.actionId, {
    from: ['proposed'],
    action: breakGlass ? 'containment approved alone' : 'containment approved',
    details: { planHash: input.planHash, ...(breakGlass ? { breakGlass } : {}) },
    write: async (row, tx) => {
      checkSamePlan(row, input.planHash);
      await checkContainmentOn(tx);
      if (row.proposedById === userId && !breakGlass)
        throw new AppError({ code: 'action.self_approval', message: errorCodes['action.self_approval'].meaning });
      await appendEntry(call, tx, 'action approved', {
        hash: input.planHash,
        details: { actionId: row.id, kind: row.kind, target: row.target, breakGlass: breakGlass ?? null },
      });
      if (breakGlass) await tellLeads(call, tx, row.id, breakGlass);
      return {
        state: 'approved',
        approvedById: userId,
        approvedAt: new Date(),
        approvedHash: input.planHash,
        breakGlass: breakGlass ?? null,
      };
    },
  });
}

/** Every lead, member or not: who, which case by number, and why. */
async function tellLeads(call: CaseCall, tx: Transaction, actionId: string, reason: string): Promise<void> {
  const { number } = await tx.case.findUniqueOrThrow({ where: { id: call.access.caseId }, select: { number: true } });
  const leads = await tx.user.findMany({ where: { role: 'lead', disabledAt: null }, select: { id: true } });
  const payload = { what: 'containment approved by one person', caseNumber: number, by: call.caller.user.name, reason };
  for (const lead of leads)
    await emitLive(tx, { caseId: null, userId: lead.id, kind: 'notification', subject: actionId, payload });
}

export async function rejectAction(call: CaseCall, { actionId, reason }: { actionId: string; reason: string }) {
  return changeAction(call, actionId, {
    from: ['proposed', 'approved'],
    action: 'containment rejected',
    details: { reason },
    write: async () => ({
      state: 'rejected',
      approvedById: null,
      approvedAt: null,
      approvedHash: null,
      errorMessage: reason,
    }),
  });
}
