import { isDeepStrictEqual } from 'node:util';
import { finishAction, saveAction } from '@virga/database';
import { AppError, type JsonValue, toJsonValue } from '@virga/domain';
import { recordCustody } from '../collect/custody.ts';
import type { ContainmentRun } from './open-containment.ts';
import { runSteps } from './run-steps.ts';

/** Restores exactly what was recorded. Changed by others since → refused, with recorded, ours and now side by side. */
export async function undoAction(run: ContainmentRun): Promise<void> {
  const { action, context, row, lease, parts } = run;
  const recorded = row.stateBefore as JsonValue;
  const ours = row.stateAfter as JsonValue | null;
  const now = toJsonValue(await action.readState(context));
  const begun = await parts.db.prisma.actionStep.count({
    where: { actionId: row.id, phase: 'undo' },
  });
  if (begun === 0 && ours !== null && !isDeepStrictEqual(ours, now))
    throw new AppError({
      code: 'action.state_changed',
      message: 'Someone changed the target since it was contained. Nothing was undone.',
      facts: { recorded, ours, now },
    });
  await saveAction(parts.db, lease, { state: 'undoing', errorCode: null, errorMessage: null, errorFacts: {} });
  await runSteps(run, 'undo', action.undoPlan(context, recorded, now), (key) =>
    action.undoStep(context, recorded, key),
  );
  const after = toJsonValue(await action.readState(context));
  const custody = await parts.db.prisma.$transaction(async (tx) => {
    const entry = await recordCustody(parts, tx, lease, {
      what: 'action undone',
      actor: { userId: row.approvedById, name: 'contain worker', cloudIdentity: run.cloudIdentity },
      hash: row.planHash,
      requestIds: run.calls.recentRequestIds(),
      ...run.calls.clock(),
      details: {
        action: row.kind,
        actionId: row.id,
        target: row.target,
        isRestored: isDeepStrictEqual(after, recorded),
        stateBefore: recorded,
        stateNow: after,
      },
    });
    await finishAction(tx, lease, { state: 'undone', undoneAt: new Date() });
    return entry;
  });
  await custody.publish();
}
