import { newId } from '@virga/domain/ids';
import { notFound } from '../access/authorise.ts';
import type { InCase } from '../access/case-scope.ts';
import { lockCase } from '../cases/lock-case.ts';
import { clientOf, inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { EvidenceItem, Prisma } from '../generated/client.ts';
import { emitLive } from '../live/emit-live.ts';

export interface NewEvidenceItem {
  /** Given by who makes the folder beforehand; else a new one. */
  id?: string;
  acquisitionId?: string | null;
  title: string;
  sourceId: string;
  kind: 'pack' | 'image';
  /** Parser that reads it: aws/cloudtrail, disk/filesystem, unknown. */
  format: string;
  origin?: Prisma.InputJsonObject;
}

/** A new item in state collecting with the case's next number (E-12), without gaps. The same id again returns its row. */
export async function createEvidenceItem(
  db: Database | Transaction,
  scope: InCase,
  fields: NewEvidenceItem,
): Promise<EvidenceItem> {
  const { caseId } = scope;
  return inTransaction(db, async (tx) => {
    await lockCase(tx, 'evidence', caseId);
    const present = fields.id ? await tx.evidenceItem.findFirst({ where: { caseId, id: fields.id } }) : null;
    if (present) return present;
    const { _max } = await tx.evidenceItem.aggregate({ where: { caseId }, _max: { number: true } });
    const row = await tx.evidenceItem.create({
      data: { ...fields, id: fields.id ?? newId(), caseId, number: (_max.number ?? 0) + 1 },
    });
    await tell(tx, row);
    return row;
  });
}

export const evidenceStates = ['collecting', 'sealed', 'waiting', 'parsing', 'done', 'failed'] as const;
export type EvidenceState = (typeof evidenceStates)[number];

/** What may change of an item. Its id, case, number and acquisition never do. */
export type EvidenceChange = Omit<
  Prisma.EvidenceItemUncheckedUpdateManyInput,
  'id' | 'caseId' | 'number' | 'acquisitionId' | 'createdAt' | 'state'
> & { state?: EvidenceState };

/** Throws resource.not_found for an id that the case does not have. Tells open browsers. */
export async function updateEvidenceItem(
  db: Database | Transaction,
  scope: InCase,
  id: string,
  change: EvidenceChange,
): Promise<EvidenceItem> {
  return inTransaction(db, async (tx) => {
    const { count } = await tx.evidenceItem.updateMany({ where: { caseId: scope.caseId, id }, data: change });
    if (count !== 1) throw notFound();
    const row = await tx.evidenceItem.findUniqueOrThrow({ where: { id } });
    await tell(tx, row);
    return row;
  });
}

export async function readEvidenceItem(db: Database | Transaction, scope: InCase, id: string): Promise<EvidenceItem> {
  const row = await clientOf(db).evidenceItem.findFirst({ where: { caseId: scope.caseId, id } });
  if (!row) throw notFound();
  return row;
}

/** By number. */
export async function listEvidence(db: Database | Transaction, scope: InCase): Promise<EvidenceItem[]> {
  return clientOf(db).evidenceItem.findMany({ where: { caseId: scope.caseId }, orderBy: { number: 'asc' } });
}

async function tell(tx: Transaction, row: EvidenceItem): Promise<void> {
  const { id, caseId, state, ledgerColour } = row;
  await emitLive(tx, { caseId, kind: 'evidence', subject: id, payload: { state, ledgerColour } });
}
