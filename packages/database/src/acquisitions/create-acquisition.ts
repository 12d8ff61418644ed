import { toJsonValue } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import type { InCase } from '../access/case-scope.ts';
import { audit } from '../audit/audit.ts';
import { inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { Acquisition, Prisma } from '../generated/client.ts';
import { emitLive } from '../live/emit-live.ts';

export interface NewAcquisition {
  /** Folder id of the source, or 'upload'. */
  sourceId: string;
  /** What it collects, as a person would name it. */
  target: string;
  requestedById: string;
  cloudAccountId?: string | null;
  region?: string | null;
  parameters?: Record<string, unknown>;
  /** Facts for the audit row: session, token, address. */
  asked?: { sessionId?: string | null; tokenId?: string | null; address?: string | null };
}

/** The queued row, its audit row and its live event, together. The caller enqueues the job afterwards; a sweep finds it too. */
export async function createAcquisition(
  db: Database | Transaction,
  scope: InCase,
  fields: NewAcquisition,
): Promise<Acquisition> {
  const { asked, parameters, ...columns } = fields;
  return inTransaction(db, async (tx) => {
    const row = await tx.acquisition.create({
      data: {
        ...columns,
        id: newId(),
        caseId: scope.caseId,
        parameters: toJsonValue(parameters ?? {}) as Prisma.InputJsonObject,
      },
    });
    await audit(tx, {
      ...asked,
      userId: fields.requestedById,
      caseId: scope.caseId,
      permission: 'acquisition:start',
      action: 'acquisition started',
      targetKind: 'acquisition',
      targetId: row.id,
      outcome: 'allowed',
      details: { sourceId: fields.sourceId, target: fields.target, region: fields.region ?? null },
    });
    await emitLive(tx, { caseId: scope.caseId, kind: 'acquisition', subject: row.id, payload: { state: row.state } });
    return row;
  });
}
