import type { CaseAccess, CustodyEntry } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { notFound } from '../access/authorise.ts';
import { makeCaseScope } from '../access/case-scope.ts';
import type { PlatformAccess } from '../access/principal.ts';
import { audit } from '../audit/audit.ts';
import { clientOf, inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import { appendCustody } from '../custody/append-custody.ts';
import type { Case, Prisma } from '../generated/client.ts';
import { emitLive } from '../live/emit-live.ts';

export interface NewCase {
  title: string;
  summary?: string;
  severity?: string;
  tlp?: string;
  secondZone?: string | null;
  incidentStartMicros?: bigint | null;
  incidentEndMicros?: bigint | null;
  /** Cloud accounts it may use from the start. */
  cloudAccountIds?: string[];
}

/**
 * Opens a case: row, first member (who opens it), granted accounts, audit row and the first custody entry, together.
 * `buildOpened` makes that entry from the new case (evidence-store's buildCustodyEntry).
 */
export async function createCase(
  db: Database | Transaction,
  access: PlatformAccess,
  fields: NewCase,
  buildOpened: (row: Case) => CustodyEntry,
): Promise<Case> {
  const { cloudAccountIds = [], ...columns } = fields;
  const { userId } = access;
  return inTransaction(db, async (tx) => {
    const accounts = await tx.cloudAccount.findMany({ where: { id: { in: cloudAccountIds }, disabledAt: null } });
    if (accounts.length !== new Set(cloudAccountIds).size) throw notFound();
    const staged = accounts.some((account) => account.staged);
    const row = await tx.case.create({
      data: {
        ...columns,
        id: newId(),
        staged,
        createdById: userId,
        members: { create: { userId, addedById: userId } },
        accounts: { create: accounts.map((account) => ({ cloudAccountId: account.id, grantedById: userId })) },
      },
    });
    await audit(tx, {
      userId,
      caseId: row.id,
      permission: access.permission,
      action: 'case opened',
      targetKind: 'case',
      targetId: row.id,
      outcome: 'allowed',
    });
    await appendCustody(tx, makeCaseScope({ caseId: row.id }), () => buildOpened(row));
    await emitLive(tx, { caseId: row.id, kind: 'case', subject: row.id });
    return row;
  });
}

/** The cases this user is a member of, newest first. */
export async function listMyCases(db: Database | Transaction, userId: string): Promise<Case[]> {
  return clientOf(db).case.findMany({ where: { members: { some: { userId } } }, orderBy: { number: 'desc' } });
}

export async function readCase(db: Database | Transaction, access: CaseAccess): Promise<Case> {
  return clientOf(db).case.findUniqueOrThrow({ where: { id: access.caseId } });
}

export type CaseChange = Pick<
  Prisma.CaseUncheckedUpdateInput,
  'title' | 'summary' | 'severity' | 'tlp' | 'secondZone' | 'incidentStartMicros' | 'incidentEndMicros' | 'lessons'
>;

export async function updateCase(db: Database | Transaction, access: CaseAccess, change: CaseChange): Promise<Case> {
  return inTransaction(db, async (tx) => {
    const row = await tx.case.update({ where: { id: access.caseId }, data: change });
    await emitLive(tx, { caseId: row.id, kind: 'case', subject: row.id });
    return row;
  });
}

export async function setCaseStatus(
  db: Database | Transaction,
  access: CaseAccess,
  status: 'open' | 'closed',
): Promise<Case> {
  return inTransaction(db, async (tx) => {
    const closedAt = status === 'closed' ? new Date() : null;
    const row = await tx.case.update({ where: { id: access.caseId }, data: { status, closedAt } });
    await emitLive(tx, { caseId: row.id, kind: 'case', subject: row.id, payload: { status } });
    return row;
  });
}
