import { type ContainmentAction, notFound, type Transaction } from '@virga/database';
import { z } from 'zod';
import type { actionDetail } from '../../contract/action-fields.ts';
import { isoOf } from '../platform/iso-time.ts';
import { actionRowOf, namesOfActions } from './action-row.ts';

export type ActionDetailJson = z.input<typeof actionDetail>;
type Step = ActionDetailJson['steps'][number];

const phases = ['apply', 'verify', 'undo'] as const;
const stepStates = ['pending', 'done', 'failed', 'skipped'] as const;
const gateColumn = z.array(z.object({ sourceId: z.string(), label: z.string() })).catch([]);

export async function findCaseAction(tx: Transaction, caseId: string, id: string): Promise<ContainmentAction> {
  const row = await tx.containmentAction.findUnique({ where: { caseId_id: { caseId, id } } });
  if (!row) throw notFound();
  return row;
}

export async function actionDetailOf(tx: Transaction, row: ContainmentAction): Promise<ActionDetailJson> {
  const steps = await tx.actionStep.findMany({
    where: { caseId: row.caseId, actionId: row.id },
    orderBy: [{ phase: 'asc' }, { index: 'asc' }],
  });
  return {
    ...actionRowOf(row, await namesOfActions(tx, [row])),
    parameters: row.parameters as ActionDetailJson['parameters'],
    plan: row.plan as ActionDetailJson['plan'],
    planHash: row.planHash,
    stateBefore: row.stateBefore as ActionDetailJson['stateBefore'],
    stateAfter: row.stateAfter as ActionDetailJson['stateAfter'],
    gate: gateColumn.parse(row.gate),
    gateReason: row.gateReason,
    approvedHash: row.approvedHash,
    errorFacts: row.errorFacts as ActionDetailJson['errorFacts'],
    steps: steps.map((step) => ({
      id: step.id,
      phase: phases.find((phase) => phase === step.phase) ?? 'apply',
      index: step.index,
      key: step.key,
      title: step.title,
      state: stepStates.find((state) => state === step.state) ?? 'failed',
      before: step.before as Step['before'],
      after: step.after as Step['after'],
      requestIds: step.requestIds,
      message: step.message,
      at: isoOf(step.at),
    })),
  };
}
