import { isDeepStrictEqual } from 'node:util';
import { finishAction, saveAction } from '@virga/database';
import { AppError, type JsonValue, toJsonValue } from '@virga/domain';
import type { ActionPlan } from '@virga/response';
import { recordCustody } from '../collect/custody.ts';
import type { ContainmentRun } from './open-containment.ts';
import { planHashOf } from './plan-action.ts';
import { runSteps } from './run-steps.ts';
import { saveVerification } from './verify-action.ts';

/** Applies exactly the approved plan. State is read again just before: changed by others → refused, both side by side. */
export async function applyAction(run: ContainmentRun): Promise<void> {
  const { action, context, row, lease, parts } = run;
  const stateBefore = row.stateBefore as JsonValue;
  const plan = row.plan as unknown as ActionPlan;
  if (!row.approvedHash || row.approvedHash !== planHashOf(row.plan as JsonValue, stateBefore))
    throw new AppError({
      code: 'action.not_approved',
      message: 'The plan is not the one that was approved. Make the plan again and ask again.',
    });
  if (plan.protectedBecause) throw new AppError({ code: 'action.protected_target', message: plan.protectedBecause });
  // A step that is only noted may have been done when its process was killed: from then on the state is ours.
  const begun = await parts.db.prisma.actionStep.count({
    where: { actionId: row.id, phase: 'apply' },
  });
  if (begun === 0) refuseWhenChanged(stateBefore, toJsonValue(await action.readState(context)));
  await saveAction(parts.db, lease, { state: 'applying', errorCode: null, errorMessage: null, errorFacts: {} });
  await runSteps(run, 'apply', plan.steps, (key) => action.applyStep(context, stateBefore, key));
  const verification = await action.verify(context, stateBefore);
  await saveVerification(run, verification);
  const stateAfter = toJsonValue(await action.readState(context));
  const custody = await parts.db.prisma.$transaction(async (tx) => {
    await saveAction(tx, lease, { stateAfter: stateAfter as never, appliedAt: new Date() });
    const entry = await recordCustody(parts, tx, lease, {
      what: 'action applied',
      actor: { userId: row.approvedById, name: 'contain worker', cloudIdentity: run.cloudIdentity },
      hash: row.planHash,
      requestIds: run.calls.recentRequestIds(),
      ...run.calls.clock(),
      details: {
        action: row.kind,
        actionId: row.id,
        target: row.target,
        summary: plan.summary,
        holds: verification.holds,
        stateBefore,
        stateAfter,
      },
    });
    await finishAction(tx, lease, { state: 'applied' });
    return entry;
  });
  await custody.publish();
}

function refuseWhenChanged(recorded: JsonValue, now: JsonValue): void {
  if (isDeepStrictEqual(recorded, now)) return;
  throw new AppError({
    code: 'action.state_changed',
    message: 'Someone changed the target since the preview. Nothing was done. Make the plan again.',
    facts: { recorded, now },
  });
}
