import type { CloudAccount, ConnectionTest } from '@virga/database';
import { type Grant, grants } from '@virga/domain';
import type { z } from 'zod';
import { accountKind, type accountRow, credentialKind } from '../../contract/accounts.ts';
import { isoOf, isoOrNull } from '../platform/iso-time.ts';

export type AccountWithTests = CloudAccount & { tests: ConnectionTest[]; _count: { cases: number } };

/** `tests` newest first; only the first one is looked at. */
export function accountRowOf(row: AccountWithTests): z.input<typeof accountRow> {
  const [lastTest] = row.tests;
  return {
    id: row.id,
    provider: row.provider,
    name: row.name,
    externalAccountId: row.externalAccountId,
    kind: accountKind.options.find((kind) => kind === row.kind) ?? 'single',
    staged: row.staged,
    regions: row.regions,
    credentialKind: credentialKind.options.find((kind) => kind === row.credentialKind) ?? 'static',
    credentialExpiresAt: isoOrNull(row.credentialExpiresAt),
    grants: grantsOf(row),
    disabledAt: isoOrNull(row.disabledAt),
    cases: row._count.cases,
    lastTest: lastTest
      ? {
          id: lastTest.id,
          state: lastTest.state,
          createdAt: isoOf(lastTest.createdAt),
          finishedAt: isoOrNull(lastTest.finishedAt),
        }
      : null,
  };
}

/** With roles: those that have one. With keys: all four, the cloud decides. */
export function grantsOf(row: Pick<CloudAccount, 'credentialKind' | 'roleArns'>): Grant[] {
  const arns = row.roleArns as Record<string, string>;
  const named = grants.filter((grant) => arns[grant]);
  return row.credentialKind === 'role' || named.length > 0 ? named : [...grants];
}

/** Newest test of each account, and how many cases it serves. */
export const withLastTest = {
  _count: { select: { cases: true } },
  tests: { orderBy: { createdAt: 'desc' as const }, take: 1 },
};
