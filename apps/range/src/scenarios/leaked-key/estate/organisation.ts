/** Accounts, their regions and the organisation; and the responder's account, where the platform's own principal lives. */
import { newAccessKey, newAccount, newPolicy, newRegion, newUser, policyText } from '../../../estate/builders.ts';
import type { AccountRole, Estate } from '../../../estate/types.ts';
import { type Cast, DAY_MS, REGIONS, ZONE_PREFIXES } from '../cast.ts';

/** IAM user of the responder's account whose key signs the platform's AssumeRole calls. */
const PLATFORM_USER = 'platform-broker';

/** Creates an estate with its accounts and nothing in them. */
export function stageOrganisation(cast: Cast): Estate {
  const { management, production, development, logArchive, responder } = cast.accounts;
  const accounts: [string, string, AccountRole][] = [
    [management, 'Management', 'management'],
    [production, 'Production', 'production'],
    [development, 'Development', 'development'],
    [logArchive, 'Log Archive', 'log-archive'],
    [responder, 'Responder', 'responder'],
  ];
  const estate: Estate = {
    scenario: 'leaked-key',
    seed: cast.seed,
    size: cast.size,
    nowMs: cast.nowMs,
    organisation: emptyOrganisation(cast),
    accounts: {},
    buckets: {},
    awsManagedPolicies: {},
    sessions: {},
  };
  for (const [id, name, role] of accounts) {
    const email = `aws-${role}@${cast.company}.example`;
    const account = newAccount(id, name, email, role);
    for (const region of REGIONS) account.regions[region] = newRegion(region, ZONE_PREFIXES[region]!);
    estate.accounts[id] = account;
    if (account.inOrganisation) joinOrganisation(cast, estate, id, name, email);
  }
  stagePlatformUser(cast, estate);
  return estate;
}

function emptyOrganisation(cast: Cast): Estate['organisation'] {
  const { management } = cast.accounts;
  const random = cast.random.fork('units');
  const rootId = `r-${random.text(4, 'abcdefghijklmnopqrstuvwxyz0123456789')}`;
  const unit = (name: string): { id: string; name: string; parentId: string } => ({
    id: `ou-${rootId.slice(2)}-${random.text(8, 'abcdefghijklmnopqrstuvwxyz0123456789')}`,
    name,
    parentId: rootId,
  });
  return {
    id: cast.organisationId,
    arn: `arn:aws:organizations::${management}:organization/${cast.organisationId}`,
    managementAccountId: management,
    managementAccountEmail: `aws-management@${cast.company}.example`,
    featureSet: 'ALL',
    rootId,
    units: [unit('Workloads'), unit('Security')],
    members: [],
  };
}

function joinOrganisation(cast: Cast, estate: Estate, accountId: string, name: string, email: string): void {
  const { organisation } = estate;
  const { management, logArchive } = cast.accounts;
  const unit = organisation.units[accountId === logArchive ? 1 : 0]!;
  organisation.members.push({
    accountId,
    name,
    email,
    status: 'ACTIVE',
    joinedMethod: accountId === management ? 'INVITED' : 'CREATED',
    joinedAtMs: cast.nowMs - 1000 * DAY_MS,
    parentId: accountId === management ? organisation.rootId : unit.id,
  });
}

function stagePlatformUser(cast: Cast, estate: Estate): void {
  const account = estate.accounts[cast.accounts.responder]!;
  const random = cast.random.fork('platform');
  const made = cast.nowMs - 30 * DAY_MS;
  const document = policyText([
    { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${cast.buckets.evidence}`, `arn:aws:s3:::${cast.buckets.evidence}/*`],
    },
  ]);
  const policy = newPolicy(random, account.id, 'broker-policy', made, document);
  account.iam.policies[policy.arn] = policy;
  account.iam.users[PLATFORM_USER] = newUser(random, account.id, PLATFORM_USER, made, {
    accessKeys: [newAccessKey(random, made)],
    attachedPolicyArns: [policy.arn],
  });
}
