import { coverageWords } from '@virga/domain';
import { z } from 'zod';
import { id, isoTime } from './fields.ts';

export const inventoryItem = z.object({
  id,
  accountId: id,
  externalAccountId: z.string(),
  region: z.string(),
  kind: z.string(),
  resourceId: z.string(),
  name: z.string(),
  /** `gone`: known only from logs. */
  presence: z.enum(['live', 'gone']),
  /** For gone ones: what survives of them. */
  survives: z.array(z.json()),
  attributes: z.record(z.string(), z.json()),
  firstSeen: isoTime.nullable(),
  lastSeen: isoTime.nullable(),
  updatedAt: isoTime,
  /** Sources of the catalog that can collect from it, with the parameters filled in. */
  collect: z.array(z.object({ sourceId: z.string(), title: z.string(), parameters: z.record(z.string(), z.json()) })),
});

export const inventoryRun = z.object({
  id,
  accountId: id,
  state: z.enum(['queued', 'running', 'done', 'failed']),
  coverage: z.array(
    z.object({ region: z.string(), kind: z.string(), word: z.enum(coverageWords), detail: z.string() }),
  ),
  errorCode: z.string().nullable(),
  errorMessage: z.string().nullable(),
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
});

export const evaporationRow = z.object({
  id,
  accountId: id,
  sourceId: z.string(),
  region: z.string(),
  target: z.string(),
  label: z.string(),
  /** `any time`: something may end it now. `none`: it does not evaporate by itself, or nobody knows; `basis` says which. */
  ends: z.enum(['at', 'any time', 'none']),
  /** The moment, when it ends `at` one. */
  goneAt: isoTime.nullable(),
  basis: z.string(),
  volatility: z.number().int(),
  acquisitionId: id.nullable(),
  updatedAt: isoTime,
});

export const coverageRow = z.object({
  id,
  acquisitionId: id.nullable(),
  sourceId: z.string(),
  /** What rows of this source say as theirs on the timeline: a disk's say `disk/file`. */
  timelineSources: z.array(z.string()),
  externalAccountId: z.string(),
  region: z.string(),
  from: isoTime.nullable(),
  to: isoTime.nullable(),
  word: z.enum(coverageWords),
  detail: z.string(),
});
