import { claimAction, finishAction } from '@virga/database';
import { AppError, toJsonValue } from '@virga/domain';
import { faultOf } from '../fault-of.ts';
import { giveBack } from '../leases/give-back.ts';
import { keepLease, leaseMs } from '../leases/keep-lease.ts';
import type { CollectParts } from '../parts.ts';
import { applyAction } from './apply-action.ts';
import { checkMayRun } from './check-may-run.ts';
import { type ContainmentRun, openContainment } from './open-containment.ts';
import { planAction } from './plan-action.ts';
import { undoAction } from './undo-action.ts';
import { verifyAction } from './verify-action.ts';

const work: Record<string, (run: ContainmentRun) => Promise<void>> = {
  plan: planAction,
  apply: applyAction,
  verify: verifyAction,
  undo: undoAction,
};

/** Runs what the row asks for: plan, apply, verify or undo. Killed in between, the next run finds the steps already done. */
export async function runContainment(parts: CollectParts, actionId: string): Promise<void> {
  const claimed = await claimAction(parts.db, actionId, parts.owner, leaseMs);
  if (!claimed) return;
  const { lease, row } = claimed;
  const kept = keepLease(parts.db, lease, parts.stopping, async () => false);
  let run: ContainmentRun | null = null;
  try {
    const task = work[row.running ?? ''];
    if (!task) throw new AppError({ code: 'request.invalid', message: `Nothing to run: ${row.running}` });
    await checkMayRun(parts, row);
    run = await openContainment(parts, row, lease, kept.signal);
    await task(run);
  } catch (error) {
    if (parts.stopping.aborted) return;
    const fault = faultOf(error);
    if (fault.code === 'lease.lost') return;
    // Our own database was away: the row still says what is to run, and the steps that are done are known.
    if (fault.code === 'system.unavailable' && fault.retryable) throw fault;
    parts.log.warn(
      { actionId, running: row.running, code: fault.code, detail: fault.detail },
      'containment step failed',
    );
    await finishAction(parts.db, lease, {
      state: await stateAfterFault(parts, actionId, row.running, row.state),
      errorCode: fault.code,
      errorMessage: fault.message,
      errorFacts: toJsonValue(fault.facts) as never,
    });
  } finally {
    kept.release();
    await run?.close();
    await giveBack(parts.db, lease);
  }
}

/** A half-applied action is a state with its own buttons; a refused one stays where it was. */
async function stateAfterFault(
  parts: CollectParts,
  actionId: string,
  running: string | null,
  state: string,
): Promise<string> {
  if (running === 'plan') return 'draft';
  if (running === 'verify') return state;
  const done = await parts.db.prisma.actionStep.count({ where: { actionId, phase: running ?? '', state: 'done' } });
  if (running === 'apply') return done > 0 ? 'partial' : 'failed';
  return done > 0 ? 'partial' : 'applied';
}
