import { notFound, type Transaction } from '@virga/database';
import type { z } from 'zod';
import type { accountDetail } from '../../contract/accounts.ts';
import type { PlatformCall } from '../platform/call.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';
import { accountRowOf } from './account-row.ts';
import { connectionTestOf } from './connection-test-row.ts';
import { visibleAccounts } from './list-accounts.ts';

type Detail = z.input<typeof accountDetail>;

export async function getAccount(call: PlatformCall, { accountId }: { accountId: string }): Promise<Detail> {
  return accountDetailOf(call, call.platform.db.prisma, accountId);
}

export async function accountDetailOf(call: PlatformCall, tx: Transaction, accountId: string): Promise<Detail> {
  const row = await tx.cloudAccount.findFirst({
    where: { AND: [{ id: accountId }, visibleAccounts(call)] },
    include: {
      _count: { select: { cases: true } },
      tests: { orderBy: { createdAt: 'desc' }, take: 10 },
      members: { orderBy: { externalAccountId: 'asc' } },
      secrets: { select: { field: true, keyId: true, updatedAt: true } },
    },
  });
  if (!row) throw notFound();
  return {
    ...accountRowOf(row),
    members: row.members.map((member) => ({
      externalAccountId: member.externalAccountId,
      name: member.name,
      status: member.status,
      regions: member.regions as Detail['members'][number]['regions'],
      updatedAt: isoOf(member.updatedAt),
    })),
    management: call.access.role === 'admin' && !call.caller.principal.tokenId ? await managementOf(tx, row) : null,
  };
}

async function managementOf(
  tx: Transaction,
  row: Parameters<typeof accountRowOf>[0] & { secrets: { field: string; keyId: string; updatedAt: Date }[] },
): Promise<NonNullable<Detail['management']>> {
  const cases = await tx.case.findMany({
    orderBy: { number: 'asc' },
    select: { id: true, number: true, status: true, accounts: { where: { cloudAccountId: row.id } } },
  });
  return {
    externalId: row.externalId,
    roleArns: row.roleArns as Record<string, string>,
    organizationId: row.organizationId,
    logArchiveId: row.logArchiveId,
    createdAt: isoOf(row.createdAt),
    secretFields: row.secrets.map((secret) => ({ ...secret, updatedAt: isoOf(secret.updatedAt) })),
    cases: cases.map(({ id, number, status, accounts }) => ({
      id,
      number,
      status,
      grantedAt: isoOrNull(accounts[0]?.grantedAt ?? null),
    })),
    tests: row.tests.map(connectionTestOf),
  };
}
