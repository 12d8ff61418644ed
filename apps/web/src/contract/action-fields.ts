import { actionStates } from '@virga/domain';
import { z } from 'zod';
import { id, isoTime, jsonObject, userRef } from './fields.ts';

export const actionState = z.enum(actionStates);

export const actionRow = z.object({
  id,
  caseId: id,
  /** Folder id of the action in the catalog. */
  kind: z.string(),
  title: z.string(),
  accountId: id,
  region: z.string(),
  target: z.string(),
  state: actionState,
  /** What a worker is doing now. */
  running: z.enum(['plan', 'apply', 'verify', 'undo']).nullable(),
  proposedBy: userRef,
  proposedAt: isoTime.nullable(),
  approvedBy: userRef.nullable(),
  approvedAt: isoTime.nullable(),
  breakGlass: z.string().nullable(),
  expiresAt: isoTime.nullable(),
  /** When Virga asked whether to lift it. */
  askedAt: isoTime.nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  createdAt: isoTime,
  appliedAt: isoTime.nullable(),
  undoneAt: isoTime.nullable(),
});

export const actionStep = z.object({
  id,
  phase: z.enum(['apply', 'verify', 'undo']),
  index: z.number().int(),
  key: z.string(),
  title: z.string(),
  state: z.enum(['pending', 'done', 'failed', 'skipped']),
  before: z.json().nullable(),
  after: z.json().nullable(),
  requestIds: z.array(z.string()),
  message: z.string().nullable(),
  at: isoTime,
});

export const actionDetail = actionRow.extend({
  parameters: jsonObject,
  /** The exact change, who else is hit, what still gets through, what we lose. Null until the plan job is done. */
  plan: jsonObject.nullable(),
  planHash: z.string().nullable(),
  stateBefore: z.json().nullable(),
  stateAfter: z.json().nullable(),
  /** Volatile evidence of the target that is not collected; the screen says so first. */
  gate: z.array(z.object({ sourceId: z.string(), label: z.string() })),
  gateReason: z.string().nullable(),
  approvedHash: z.string().nullable(),
  errorFacts: jsonObject,
  steps: z.array(actionStep),
});
