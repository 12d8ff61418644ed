import { audit, type ContainmentAction, emitLive, type Prisma, type Transaction } from '@virga/database';
import { type ActionState, AppError, errorCodes } from '@virga/domain';
import { auditOf, type CaseCall } from '../platform/call.ts';
import { type ActionDetailJson, actionDetailOf, findCaseAction } from './action-detail.ts';

export interface ActionChange {
  /** States in which the step is possible. */
  from: readonly ActionState[];
  /** For the audit log. */
  action: string;
  details?: Record<string, unknown>;
  /** What to write; may refuse by throwing. Runs inside the transaction, on the row as it is now. */
  write: (row: ContainmentAction, tx: Transaction) => Promise<Prisma.ContainmentActionUncheckedUpdateManyInput>;
}

/**
 * One step of an action's life: compare-and-set on its state, audit row, live event. Refused while a worker has the row, so
 * that nobody approves or undoes what is just changing.
 */
export async function changeAction(call: CaseCall, actionId: string, change: ActionChange): Promise<ActionDetailJson> {
  const { caseId } = call.access;
  return call.platform.db.prisma.$transaction(async (tx) => {
    const row = await findCaseAction(tx, caseId, actionId);
    if (row.running !== null || !change.from.includes(row.state as ActionState)) throw conflict(row);
    const data = await change.write(row, tx);
    const { count } = await tx.containmentAction.updateMany({
      where: { caseId, id: actionId, state: row.state, running: null, planHash: row.planHash },
      data,
    });
    if (count !== 1) throw conflict(row);
    const details = change.details ?? {};
    await audit(tx, { ...auditOf(call), action: change.action, targetKind: 'action', targetId: actionId, details });
    await emitLive(tx, { caseId, kind: 'action', subject: actionId });
    return actionDetailOf(tx, await findCaseAction(tx, caseId, actionId));
  });
}

function conflict(row: ContainmentAction): AppError {
  return new AppError({
    code: 'resource.conflict',
    message: errorCodes['resource.conflict'].meaning,
    facts: { state: row.state, running: row.running },
  });
}

/** The plan a person looked at must be the plan in the row. */
export function checkSamePlan(row: ContainmentAction, planHash: string): void {
  if (row.planHash === planHash) return;
  throw new AppError({
    code: 'action.not_approved',
    message: 'The plan changed since you looked at it. Read it again.',
    facts: { planHash: row.planHash },
  });
}
