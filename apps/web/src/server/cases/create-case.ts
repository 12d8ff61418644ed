import { audit, authorise, emitLive, notFound, type Principal, type Transaction } from '@virga/database';
import type { Severity } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import { auditOf, type PlatformCall } from '../platform/call.ts';
import { microsOrNull } from '../platform/iso-time.ts';
import { appendEntry } from './append-entry.ts';
import { caseDetailOf } from './case-detail.ts';

export interface NewCase {
  title: string;
  summary: string;
  severity: Severity;
  tlp: 'red' | 'amber' | 'green' | 'clear';
  incidentStart: string | null;
  incidentEnd: string | null;
  accountIds: string[];
}

/** Whoever opens the case is its first member. Accounts that already serve one of his cases are granted at once. */
export async function createCase(call: PlatformCall, input: NewCase) {
  const { platform, caller } = call;
  const userId = caller.user.id;
  return platform.db.prisma.$transaction(async (tx) => {
    const id = newId();
    const accountIds = [...new Set(input.accountIds)];
    const usable = await tx.cloudAccount.findMany({
      where: { id: { in: accountIds }, disabledAt: null, cases: { some: { case: { members: { some: { userId } } } } } },
      select: { id: true, staged: true },
    });
    if (usable.length !== accountIds.length) throw notFound();
    const row = await tx.case.create({
      data: {
        id,
        title: input.title,
        summary: input.summary,
        severity: input.severity,
        tlp: input.tlp,
        staged: usable.some((account) => account.staged),
        incidentStartMicros: microsOrNull(input.incidentStart, 'incidentStart'),
        incidentEndMicros: microsOrNull(input.incidentEnd, 'incidentEnd'),
        createdById: userId,
        members: { create: { userId, addedById: userId, reason: 'opened the case' } },
        accounts: {
          createMany: { data: usable.map(({ id: cloudAccountId }) => ({ cloudAccountId, grantedById: userId })) },
        },
      },
    });
    // The proof for the rest of this transaction: membership was just written, so it holds.
    const access = await authorise(tx, await withNewCase(tx, caller.principal, id), 'case:read', id);
    await appendEntry({ access, caller }, tx, 'case opened', { details: { number: row.number, title: row.title } });
    await audit(tx, { ...auditOf(call), caseId: id, action: 'case opened', targetKind: 'case', targetId: id });
    await emitLive(tx, { caseId: id, kind: 'case', subject: id });
    return caseDetailOf({ access, caller }, tx, row);
  });
}

/** A token names its cases: one that it opened is one of them, or it could open cases that it then may not touch. */
async function withNewCase(tx: Transaction, principal: Principal, caseId: string): Promise<Principal> {
  const { tokenId, tokenCaseIds = [] } = principal;
  if (!tokenId) return principal;
  await tx.apiToken.update({ where: { id: tokenId }, data: { caseIds: { push: caseId } } });
  return { ...principal, tokenCaseIds: [...tokenCaseIds, caseId] };
}
