import { assertLease, emitLive } from '@virga/database';
import { type JsonValue, toAppError, toJsonValue } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import type { PlanStep, StepResult } from '@virga/response';
import type { ContainmentRun } from './open-containment.ts';

/** Runs steps in order; each is a row before it is tried and again when it is done. Done ones are not repeated. */
export async function runSteps(
  run: ContainmentRun,
  phase: 'apply' | 'undo',
  steps: readonly PlanStep[],
  perform: (key: string) => Promise<StepResult>,
): Promise<void> {
  const known = await run.parts.db.prisma.actionStep.findMany({ where: { actionId: run.row.id, phase } });
  const done = new Set(known.filter((row) => row.state === 'done').map((row) => row.key));
  for (const [index, step] of steps.entries()) {
    if (done.has(step.key)) continue;
    run.context.signal.throwIfAborted();
    await saveStep(run, phase, { index, key: step.key, title: step.title, state: 'pending', before: step.before });
    try {
      const result = await perform(step.key);
      await saveStep(run, phase, {
        index,
        key: step.key,
        title: step.title,
        state: 'done',
        before: step.before,
        after: result.after,
        requestIds: result.requestIds,
        message: result.message,
      });
    } catch (error) {
      await saveStep(run, phase, {
        index,
        key: step.key,
        title: step.title,
        state: 'failed',
        before: step.before,
        message: toAppError(error).message,
      });
      throw error;
    }
  }
}

export interface StepFields {
  index: number;
  key: string;
  title: string;
  state: 'pending' | 'done' | 'failed' | 'skipped';
  before?: JsonValue;
  after?: JsonValue;
  requestIds?: string[];
  message?: string;
}

export async function saveStep(run: ContainmentRun, phase: string, fields: StepFields): Promise<void> {
  const { before, after, ...plain } = fields;
  const columns = {
    ...plain,
    ...(before === undefined ? {} : { before: toJsonValue(before) as never }),
    ...(after === undefined ? {} : { after: toJsonValue(after) as never }),
    at: new Date(),
  };
  const { caseId, id: actionId } = run.row;
  await run.parts.db.prisma.$transaction(async (tx) => {
    await assertLease(tx, run.lease);
    await tx.actionStep.upsert({
      where: { actionId_phase_key: { actionId, phase, key: fields.key } },
      create: { id: newId(), caseId, actionId, phase, ...columns },
      update: columns,
    });
    await emitLive(tx, { caseId, kind: 'action', subject: actionId });
  });
}
