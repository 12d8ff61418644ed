import type { Prisma } from '@virga/database';
import type { PlatformCall } from '../platform/call.ts';
import { accountRowOf, withLastTest } from './account-row.ts';

/** Accounts the caller may see: all for who manages them, else those granted to a case of his. */
export function visibleAccounts(call: PlatformCall): Prisma.CloudAccountWhereInput {
  if (call.access.role === 'admin' && !call.caller.principal.tokenId) return {};
  const { tokenId, tokenCaseIds } = call.caller.principal;
  const caseId = tokenId ? { in: [...(tokenCaseIds ?? [])] } : undefined;
  return {
    cases: { some: { ...(caseId ? { caseId } : {}), case: { members: { some: { userId: call.caller.user.id } } } } },
  };
}

export async function listAccounts(call: PlatformCall) {
  const rows = await call.platform.db.prisma.cloudAccount.findMany({
    where: visibleAccounts(call),
    orderBy: { createdAt: 'asc' },
    include: withLastTest,
    take: 500,
  });
  return { items: rows.map(accountRowOf), next: null };
}
