import { storableText, toJsonValue } from '@virga/domain';
import { notFound } from '../access/authorise.ts';
import type { InCase } from '../access/case-scope.ts';
import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { Acquisition, AcquisitionLog, Prisma } from '../generated/client.ts';
import { emitLive } from '../live/emit-live.ts';

/** Newest first. */
export async function listAcquisitions(db: Database | Transaction, scope: InCase): Promise<Acquisition[]> {
  return clientOf(db).acquisition.findMany({ where: { caseId: scope.caseId }, orderBy: { id: 'desc' } });
}

/** Throws resource.not_found for an id that the case does not have. */
export async function readAcquisition(db: Database | Transaction, scope: InCase, id: string): Promise<Acquisition> {
  const row = await clientOf(db).acquisition.findFirst({ where: { caseId: scope.caseId, id } });
  if (!row) throw notFound();
  return row;
}

export interface LogFields {
  step: string;
  level: 'info' | 'warning' | 'error';
  message: string;
  /** The provider's request id. */
  requestId?: string | null;
  fields?: Record<string, unknown>;
}

/** One line of the acquisition's own log, which the case's members read. */
export async function logAcquisition(
  db: Database | Transaction,
  scope: InCase,
  acquisitionId: string,
  line: LogFields,
): Promise<void> {
  const { fields, message, ...plain } = line;
  await clientOf(db).acquisitionLog.createMany({
    data: [
      {
        ...plain,
        caseId: scope.caseId,
        acquisitionId,
        message: storableText(message),
        fields: toJsonValue(fields ?? {}) as Prisma.InputJsonObject,
      },
    ],
  });
}

/** Lines after `after`, oldest first. */
export async function listAcquisitionLog(
  db: Database | Transaction,
  scope: InCase,
  acquisitionId: string,
  page: { after?: bigint; limit?: number } = {},
): Promise<AcquisitionLog[]> {
  return clientOf(db).acquisitionLog.findMany({
    where: { caseId: scope.caseId, acquisitionId, id: { gt: page.after ?? 0n } },
    orderBy: { id: 'asc' },
    take: page.limit ?? 500,
  });
}

/** Asks the worker to stop and clean up; what was cancelled already stays so. Throws resource.not_found. */
export async function requestCancel(db: Database | Transaction, scope: InCase, id: string): Promise<void> {
  const { count } = await clientOf(db).acquisition.updateMany({
    where: { caseId: scope.caseId, id, state: { in: ['queued', 'running', 'waiting'] } },
    data: { cancelRequestedAt: new Date(), nextRunAt: null },
  });
  if (count === 0) throw notFound();
  await emitLive(db, { caseId: scope.caseId, kind: 'acquisition', subject: id, payload: { cancelRequested: true } });
}

/** A failed or cancelled acquisition starts again from its checkpoint. Throws resource.not_found. */
export async function retryAcquisition(db: Database | Transaction, scope: InCase, id: string): Promise<void> {
  const { count } = await clientOf(db).acquisition.updateMany({
    where: { caseId: scope.caseId, id, state: { in: ['failed', 'cancelled'] } },
    data: {
      state: 'queued',
      attempt: 0,
      errorCode: null,
      errorMessage: null,
      finishedAt: null,
      cancelRequestedAt: null,
      nextRunAt: null,
    },
  });
  if (count === 0) throw notFound();
  await emitLive(db, { caseId: scope.caseId, kind: 'acquisition', subject: id, payload: { state: 'queued' } });
}
