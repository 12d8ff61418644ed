import { accountRowOf, withLastTest } from '../accounts/account-row.ts';
import type { CaseCall } from '../platform/call.ts';

/** Accounts granted to the case, disabled ones too: the screen says why nothing can be collected there. */
export async function listCaseAccounts({ platform, access }: CaseCall) {
  const rows = await platform.db.prisma.cloudAccount.findMany({
    where: { cases: { some: { caseId: access.caseId } } },
    orderBy: { name: 'asc' },
    include: withLastTest,
  });
  return { items: rows.map(accountRowOf), next: null };
}
