import { notFound } from '../access/authorise.ts';
import type { InCase } from '../access/case-scope.ts';
import type { PlatformAccess } from '../access/principal.ts';
import { audit } from '../audit/audit.ts';
import { clientOf, inTransaction } from '../client/in-transaction.ts';
import type { Database, Transaction } from '../client/open-database.ts';
import type { CloudAccount } from '../generated/client.ts';
import { emitLive } from '../live/emit-live.ts';

/** The cloud accounts granted to the case, with disabled ones left out. */
export async function listCaseAccounts(db: Database | Transaction, scope: InCase): Promise<CloudAccount[]> {
  return clientOf(db).cloudAccount.findMany({
    where: { disabledAt: null, cases: { some: { caseId: scope.caseId } } },
    orderBy: { name: 'asc' },
  });
}

/**
 * The account, if it still serves this case. Asked when a form is sent, and again when the job starts: a grant that was
 * taken back meanwhile stops it. Throws resource.not_found.
 */
export async function readCaseAccount(db: Database | Transaction, scope: InCase, id: string): Promise<CloudAccount> {
  const row = await clientOf(db).cloudAccount.findFirst({
    where: { id, disabledAt: null, cases: { some: { caseId: scope.caseId } } },
  });
  if (!row) throw notFound();
  return row;
}

/** Grants an account to a case; a staged account marks the case as staged for good. Needs `account:manage`. */
export async function grantAccount(
  db: Database | Transaction,
  access: PlatformAccess,
  fields: { caseId: string; cloudAccountId: string },
): Promise<void> {
  const { caseId, cloudAccountId } = fields;
  await inTransaction(db, async (tx) => {
    const account = await tx.cloudAccount.findUnique({ where: { id: cloudAccountId } });
    const found = await tx.case.findUnique({ where: { id: caseId }, select: { id: true } });
    if (!account || account.disabledAt || !found) throw notFound();
    const data = [{ caseId, cloudAccountId, grantedById: access.userId }];
    await tx.caseAccount.createMany({ data, skipDuplicates: true });
    if (account.staged) await tx.case.update({ where: { id: caseId }, data: { staged: true } });
    await auditGrant(tx, access, 'account granted to case', fields);
  });
}

/** Takes a grant back; what was collected stays. Throws resource.not_found. */
export async function revokeAccount(
  db: Database | Transaction,
  access: PlatformAccess,
  fields: { caseId: string; cloudAccountId: string },
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { count } = await tx.caseAccount.deleteMany({ where: fields });
    if (count === 0) throw notFound();
    await auditGrant(tx, access, 'account taken from case', fields);
  });
}

async function auditGrant(
  tx: Transaction,
  access: PlatformAccess,
  action: string,
  fields: { caseId: string; cloudAccountId: string },
): Promise<void> {
  const { caseId, cloudAccountId } = fields;
  const { userId, permission } = access;
  await audit(tx, {
    userId,
    caseId,
    permission,
    action,
    targetKind: 'cloud-account',
    targetId: cloudAccountId,
    outcome: 'allowed',
  });
  await emitLive(tx, { caseId, kind: 'case', subject: caseId, payload: { accounts: true } });
}
