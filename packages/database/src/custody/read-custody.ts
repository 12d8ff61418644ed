import type { CustodyEntry } from '@virga/domain';
import type { InCase } from '../access/case-scope.ts';
import { clientOf } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { CustodyHead } from '../generated/client.ts';

export function entryOf(row: { entry: string }): CustodyEntry {
  return JSON.parse(row.entry) as CustodyEntry;
}

export interface CustodyPage {
  /** Entries with a greater number only. Default 0: from the first. */
  after?: number;
  evidenceId?: string;
  limit?: number;
}

/** Entries of the case in order. */
export async function listCustody(
  db: Database | Transaction,
  scope: InCase,
  page: CustodyPage = {},
): Promise<CustodyEntry[]> {
  const rows = await clientOf(db).custodyRow.findMany({
    where: {
      caseId: scope.caseId,
      number: { gt: page.after ?? 0 },
      ...(page.evidenceId ? { evidenceId: page.evidenceId } : {}),
    },
    orderBy: { number: 'asc' },
    take: page.limit ?? 10_000,
  });
  return rows.map(entryOf);
}

/** The newest entry, or null for a case without one. */
export async function lastCustody(db: Database | Transaction, scope: InCase): Promise<CustodyEntry | null> {
  const row = await clientOf(db).custodyRow.findFirst({ where: { caseId: scope.caseId }, orderBy: { number: 'desc' } });
  return row ? entryOf(row) : null;
}

export interface HeadFields {
  id: string;
  number: number;
  entryHash: string;
  keyFingerprint: string;
  signature: string;
  /** ISO 8601 text that was signed. */
  signedAt: string;
}

export async function saveHead(db: Database | Transaction, scope: InCase, head: HeadFields): Promise<void> {
  const { id, number, entryHash, keyFingerprint, signature, signedAt } = head;
  await clientOf(db).custodyHead.createMany({
    data: [{ id, caseId: scope.caseId, number, entryHash, keyFingerprint, signature, signedAt }],
  });
}

/** Signed heads of the case, newest last. */
export async function listHeads(db: Database | Transaction, scope: InCase): Promise<CustodyHead[]> {
  return clientOf(db).custodyHead.findMany({
    where: { caseId: scope.caseId },
    orderBy: [{ number: 'asc' }, { signedAt: 'asc' }],
  });
}
