import { acquisitionStates, acquisitionSteps } from '@virga/domain';
import { z } from 'zod';
import { id, isoTime, userRef } from './fields.ts';

export const stepName = z.enum(acquisitionSteps);
export const acquisitionState = z.enum(acquisitionStates);

/** What the rail of steps shows; every field is null until the worker knows it. */
export const acquisitionProgress = z.object({
  done: z.number().nullable(),
  total: z.number().nullable(),
  /** `bytes`, `objects`, `events`, … */
  unit: z.string().nullable(),
  /** Units a second. */
  rate: z.number().nullable(),
  /** Time left as a range. */
  secondsLeft: z.object({ least: z.number(), most: z.number() }).nullable(),
  note: z.string().nullable(),
  /** Named: `AWS snapshot 42 %, nothing to do here`. */
  waitingFor: z.string().nullable(),
});

export const acquisitionRow = z.object({
  id,
  caseId: id,
  sourceId: z.string(),
  sourceTitle: z.string(),
  accountId: id.nullable(),
  region: z.string().nullable(),
  target: z.string(),
  state: acquisitionState,
  step: stepName,
  /** Steps this source has, in the order of its rail. */
  steps: z.array(stepName),
  attempt: z.number().int(),
  progress: acquisitionProgress,
  lastNewsAt: isoTime,
  nextRunAt: isoTime.nullable(),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  /** Evidence held in the cloud, not sealed, with what it costs a day. */
  held: z.array(
    z.object({
      kind: z.string(),
      id: z.string(),
      region: z.string().nullable(),
      dailyCostUsd: z.number().nullable(),
      /** Why the last order to remove it was not carried out. */
      refusal: z.string().nullable(),
    }),
  ),
  requestedBy: userRef,
  cancelRequestedAt: isoTime.nullable(),
  createdAt: isoTime,
  startedAt: isoTime.nullable(),
  finishedAt: isoTime.nullable(),
});

export const acquisitionLogLine = z.object({
  id: z.string(),
  at: isoTime,
  step: z.string(),
  level: z.enum(['info', 'warning', 'error']),
  message: z.string(),
  requestId: z.string().nullable(),
  fields: z.record(z.string(), z.json()),
});

export const acquisitionDetail = acquisitionRow.extend({
  parameters: z.record(z.string(), z.json()),
  clockOffsetMs: z.number().int().nullable(),
  cloudIdentity: z.string().nullable(),
  /** The newest 500 lines, oldest first. */
  log: z.array(acquisitionLogLine),
  evidence: z.array(
    z.object({
      id,
      number: z.number().int(),
      title: z.string(),
      state: z.string(),
      ledgerColour: z.string().nullable(),
    }),
  ),
});
