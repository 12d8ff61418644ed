import { AppError, errorCodes } from '@virga/domain';
import type { CaseCall } from '../platform/call.ts';
import { changeAction } from './change-action.ts';
import { checkContainmentOn } from './check-containment-on.ts';

type ById = { actionId: string };

/** Makes the plan again from the state as it is now; an approval of the old plan is gone with it. */
export async function replanAction(call: CaseCall, { actionId }: ById) {
  return start(call, actionId, {
    from: ['draft', 'proposed', 'approved', 'rejected', 'failed'],
    action: 'containment planned again',
    write: async () => ({
      running: 'plan',
      state: 'draft',
      approvedById: null,
      approvedAt: null,
      approvedHash: null,
      errorCode: null,
      errorMessage: null,
    }),
  });
}

/** Only what was approved, byte for byte; the worker reads the state once more before it changes anything. */
export async function applyAction(call: CaseCall, { actionId }: ById) {
  return start(call, actionId, {
    from: ['approved', 'partial'],
    action: 'containment apply asked for',
    write: async (row, tx) => {
      await checkContainmentOn(tx);
      if (!row.approvedHash || row.approvedHash !== row.planHash)
        throw new AppError({ code: 'action.not_approved', message: errorCodes['action.not_approved'].meaning });
      return { running: 'apply', errorCode: null, errorMessage: null };
    },
  });
}

export async function verifyAction(call: CaseCall, { actionId }: ById) {
  return start(call, actionId, {
    from: ['applied', 'partial'],
    action: 'containment verification asked for',
    write: async () => ({ running: 'verify' }),
  });
}

/** Restores exactly what was recorded; changed by others meanwhile is refused by the worker, with all three states. */
export async function undoAction(call: CaseCall, { actionId }: ById) {
  return start(call, actionId, {
    from: ['applied', 'partial', 'undoing'],
    action: 'containment undo asked for',
    write: async () => ({ running: 'undo', errorCode: null, errorMessage: null }),
  });
}

async function start(call: CaseCall, actionId: string, change: Parameters<typeof changeAction>[2]) {
  const detail = await changeAction(call, actionId, change);
  await call.platform.jobs.containment(actionId);
  return detail;
}
