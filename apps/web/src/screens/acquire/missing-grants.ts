import type { AccountRow, CatalogSource } from './catalog-source.ts';

/** Grants that a source asks for and the account has no role for, each once, in the order of the manifest. */
export function missingGrants(
  source: Pick<CatalogSource, 'permissions'>,
  account: Pick<AccountRow, 'grants'>,
): string[] {
  const needed = new Set(source.permissions.map((need) => need.grant));
  return [...needed].filter((grant) => !account.grants.includes(grant));
}

/** Why the button is off; null when nothing stands in the way. */
export function whyNotStarted(
  source: Pick<CatalogSource, 'permissions' | 'title'>,
  account: Pick<AccountRow, 'grants' | 'name'>,
  mayStart: boolean,
): string | null {
  if (!mayStart) return 'Your role reads this case but starts no acquisition; an analyst or a lead of the case can.';
  const missing = missingGrants(source, account);
  if (missing.length === 0) return null;
  return `${account.name} has no role for ${missing.join(' and ')}, which ${source.title} needs. An admin sets it up on the Accounts screen.`;
}
