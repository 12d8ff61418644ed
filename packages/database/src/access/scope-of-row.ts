import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import { notFound } from './authorise.ts';
import type { CaseScope } from './case-scope.ts';
import { makeCaseScope } from './case-scope.ts';

/** Rows that name the case of a job that takes no lease: it runs once, or twice with the same result. */
export type ScopeRow =
  | 'case'
  | 'evidence'
  | 'evidence-export'
  | 'held-removal'
  | 'inventory-run'
  | 'report'
  | 'upload'
  | 'verification';

/** The scope of the case that this row belongs to: a job can only work in the case of the row it was started for. */
export async function scopeOfRow(db: Database | Transaction, kind: ScopeRow, id: string): Promise<CaseScope> {
  const client = clientOf(db);
  const by = { where: { id }, select: { caseId: true } } as const;
  const find = {
    case: async () => ((await client.case.findUnique({ where: { id }, select: { id: true } })) ? { caseId: id } : null),
    evidence: () => client.evidenceItem.findUnique(by),
    'evidence-export': () => client.evidenceExport.findUnique(by),
    'held-removal': () => client.heldRemoval.findUnique(by),
    'inventory-run': () => client.inventoryRun.findUnique(by),
    report: () => client.report.findUnique(by),
    verification: () => client.evidenceVerification.findUnique(by),
    upload: () => client.upload.findUnique(by),
  };
  const row = await find[kind]();
  if (!row) throw notFound();
  return makeCaseScope({ caseId: row.caseId });
}
