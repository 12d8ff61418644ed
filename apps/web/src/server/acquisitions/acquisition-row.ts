import type { Acquisition } from '@virga/database';
import { type AcquisitionStep, acquisitionSteps } from '@virga/domain';
import { findManifest } from '@virga/sources/catalog';
import { z } from 'zod';
import {
  acquisitionProgress,
  type acquisitionRow,
  acquisitionState,
  stepName,
} from '../../contract/acquisition-fields.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';
import { userRefOf } from '../platform/user-names.ts';

type Row = z.input<typeof acquisitionRow>;

/** What the worker writes into `progress`, read leniently: a field it does not know yet is null. */
const progressColumn = z.object({
  done: z.coerce.number().nullish().catch(null),
  total: z.coerce.number().nullish().catch(null),
  unit: z.string().nullish().catch(null),
  rate: z.coerce.number().nullish().catch(null),
  secondsLeft: acquisitionProgress.shape.secondsLeft.nullish().catch(null),
  note: z.string().nullish().catch(null),
  waitingFor: z.string().nullish().catch(null),
});

const heldColumn = z
  .array(
    z.object({
      kind: z.string(),
      id: z.string(),
      region: z.string().nullish(),
      dailyCostUsd: z.number().nullish(),
      refusal: z.string().nullish(),
    }),
  )
  .catch([]);

const uploadSteps: AcquisitionStep[] = ['transfer', 'seal', 'parse', 'ledger'];

export function acquisitionRowOf(row: Acquisition, names: ReadonlyMap<string, string>): Row {
  const manifest = findManifest(row.sourceId);
  return {
    id: row.id,
    caseId: row.caseId,
    sourceId: row.sourceId,
    sourceTitle: manifest?.title ?? (row.sourceId === 'upload' ? 'Uploaded files' : row.sourceId),
    accountId: row.cloudAccountId,
    region: row.region,
    target: row.target,
    state: acquisitionState.options.find((state) => state === row.state) ?? 'failed',
    step: stepName.options.find((step) => step === row.step) ?? 'prepare',
    steps: manifest ? [...manifest.steps] : row.sourceId === 'upload' ? uploadSteps : [...acquisitionSteps],
    attempt: row.attempt,
    progress: progressOf(row.progress),
    lastNewsAt: isoOf(row.lastNewsAt),
    nextRunAt: isoOrNull(row.nextRunAt),
    errorCode: row.errorCode,
    errorMessage: row.errorMessage,
    held: heldColumn.parse(row.held).map(({ kind, id, region, dailyCostUsd, refusal }) => ({
      kind,
      id,
      region: region ?? null,
      dailyCostUsd: dailyCostUsd ?? null,
      refusal: refusal ?? null,
    })),
    requestedBy: userRefOf(names, row.requestedById),
    cancelRequestedAt: isoOrNull(row.cancelRequestedAt),
    createdAt: isoOf(row.createdAt),
    startedAt: isoOrNull(row.startedAt),
    finishedAt: isoOrNull(row.finishedAt),
  };
}

function progressOf(stored: unknown): Row['progress'] {
  const read = progressColumn.safeParse(stored);
  const { done, total, unit, rate, secondsLeft, note, waitingFor } = read.success ? read.data : {};
  return {
    done: done ?? null,
    total: total ?? null,
    unit: unit ?? null,
    rate: rate ?? null,
    secondsLeft: secondsLeft ?? null,
    note: note ?? null,
    waitingFor: waitingFor ?? null,
  };
}
