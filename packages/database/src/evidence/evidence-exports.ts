import { newId } from '@virga/domain/ids';
import { notFound } from '../access/authorise.ts';
import type { InCase } from '../access/case-scope.ts';
import { clientOf, inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { EvidenceExport } from '../generated/client.ts';
import { emitLive } from '../live/emit-live.ts';

/** A queued export of these items (none named: all sealed ones). The caller audits and enqueues exportEvidenceJob. */
export async function createExport(
  db: Database | Transaction,
  scope: InCase,
  fields: { requestedById: string; evidenceIds: string[] },
): Promise<EvidenceExport> {
  const { caseId } = scope;
  return inTransaction(db, async (tx) => {
    const known = await tx.evidenceItem.count({ where: { caseId, id: { in: fields.evidenceIds } } });
    if (known !== new Set(fields.evidenceIds).size) throw notFound();
    return tx.evidenceExport.create({ data: { ...fields, id: newId(), caseId } });
  });
}

/** Newest first. */
export async function listExports(db: Database | Transaction, scope: InCase): Promise<EvidenceExport[]> {
  return clientOf(db).evidenceExport.findMany({ where: { caseId: scope.caseId }, orderBy: { id: 'desc' } });
}

export async function readExport(db: Database | Transaction, scope: InCase, id: string): Promise<EvidenceExport> {
  const row = await clientOf(db).evidenceExport.findFirst({ where: { caseId: scope.caseId, id } });
  if (!row) throw notFound();
  return row;
}

export type ExportChange = Partial<
  Pick<EvidenceExport, 'state' | 'fileName' | 'sizeBytes' | 'sha256' | 'errorCode' | 'errorMessage' | 'finishedAt'>
>;

/** Throws resource.not_found; tells who asked for it. */
export async function updateExport(
  db: Database | Transaction,
  scope: InCase,
  id: string,
  change: ExportChange,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { count } = await tx.evidenceExport.updateMany({ where: { caseId: scope.caseId, id }, data: change });
    if (count !== 1) throw notFound();
    const { requestedById, state } = await readExport(tx, scope, id);
    const payload = { export: true, state };
    await emitLive(tx, { caseId: scope.caseId, userId: requestedById, kind: 'evidence', subject: id, payload });
  });
}
