import type { Estate } from '../estate/types.ts';

/** What `main` prints and range.json holds. */
export interface RangeSummary {
  ready: true;
  url: string;
  controlUrl: string;
  controlToken: string;
  scenario: string;
  platform: { accountId: string; accessKeyId: string; secretAccessKey: string; userArn: string };
  accounts: { accountId: string; name: string; role: string }[];
  regions: string[];
}

/** The responder's account, its first user with a key: whom the platform signs as. */
export function platformIdentity(estate: Estate) {
  const account = Object.values(estate.accounts).find((entry) => entry.role === 'responder');
  const user = Object.values(account?.iam.users ?? {}).find((entry) => entry.accessKeys.length > 0);
  const key = user?.accessKeys[0];
  if (!account || !user || !key) throw new Error('the scenario has no responder account with a user and a key');
  return { account, user, key };
}

export function rangeSummary(estate: Estate, url: string, controlToken: string): RangeSummary {
  const { account, user, key } = platformIdentity(estate);
  const regions = new Set(Object.values(estate.accounts).flatMap((entry) => Object.keys(entry.regions)));
  return {
    ready: true,
    url,
    controlUrl: `${url}/_range`,
    controlToken,
    scenario: estate.scenario,
    platform: { accountId: account.id, accessKeyId: key.id, secretAccessKey: key.secret, userArn: user.arn },
    accounts: Object.values(estate.accounts).map((entry) => ({
      accountId: entry.id,
      name: entry.name,
      role: entry.role,
    })),
    regions: [...regions],
  };
}
