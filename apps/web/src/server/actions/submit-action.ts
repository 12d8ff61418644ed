import { AppError } from '@virga/domain';
import { appendEntry } from '../cases/append-entry.ts';
import type { CaseCall } from '../platform/call.ts';
import { dateOf } from '../platform/iso-time.ts';
import { changeAction, checkSamePlan } from './change-action.ts';

export interface Submission {
  actionId: string;
  planHash: string;
  gateReason?: string | undefined;
  expiresAt: string | null;
}

/** Asks for approval of exactly the plan on the screen. "Contain now" is always possible: the gate wants a reason, not leave. */
export async function submitAction(call: CaseCall, input: Submission) {
  return changeAction(call, input.actionId, {
    from: ['draft', 'rejected', 'failed'],
    action: 'containment proposed',
    details: { planHash: input.planHash, ...(input.gateReason ? { gateReason: input.gateReason } : {}) },
    write: async (row, tx) => {
      checkSamePlan(row, input.planHash);
      const isProtected = (row.plan as { protectedBecause?: string | null } | null)?.protectedBecause;
      if (isProtected)
        throw new AppError({
          code: 'action.protected_target',
          message: `This target cannot be contained: ${isProtected}`,
        });
      if (Array.isArray(row.gate) && row.gate.length > 0 && !input.gateReason)
        throw new AppError({
          code: 'request.invalid',
          message: 'Volatile evidence of this target is not collected yet. Collect it first, or say why not.',
          facts: { issues: [{ path: 'gateReason', message: 'needed' }], gate: row.gate },
        });
      await appendEntry(call, tx, 'action proposed', {
        hash: input.planHash,
        details: { actionId: row.id, kind: row.kind, target: row.target, gateReason: input.gateReason ?? null },
      });
      return {
        state: 'proposed',
        proposedById: call.caller.user.id,
        proposedAt: new Date(),
        approvedById: null,
        approvedAt: null,
        approvedHash: null,
        breakGlass: null,
        gateReason: input.gateReason ?? null,
        expiresAt: input.expiresAt ? dateOf(input.expiresAt, 'expiresAt') : null,
        errorCode: null,
        errorMessage: null,
      };
    },
  });
}
