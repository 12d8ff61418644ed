/** IAM of the customer's four accounts before the attack. */
import {
  newAccessKey,
  newGroup,
  newInstanceProfile,
  newPolicy,
  newRole,
  newUser,
  policyText,
  trustText,
} from '../../../estate/builders.ts';
import type { Random } from '../../../estate/random.ts';
import type { Account, Estate } from '../../../estate/types.ts';
import { type Cast, DAY_MS } from '../cast.ts';

/** Names that the attack, the noise and the tests refer to. */
export const CI_USER = 'ci-deploy';
export const WEB_ROLE = 'web-frontend-role';
export const APP_ROLE = 'order-service-role';
export const PIPELINE_ROLE = 'data-pipeline-role';
export const CROSS_ROLE = 'shared-deploy-role';
export const AUDIT_ROLE = 'security-audit-role';
export const REMEDIATION_ROLE = 'trail-remediation-role';
export const OIDC_ROLE = 'github-actions-role';
export const BREAK_GLASS_USER = 'break-glass';
export const ADMINS = ['anna.keller', 'jonas.weber'] as const;
export const DEVELOPERS = ['mia.fischer', 'paul.schulz', 'lea.hoffmann', 'tom.berg'] as const;
const PROVIDER = 'token.actions.githubusercontent.com';

/** Policies of AWS that the estate attaches; their documents are shortened to what decides. */
export function stageAwsPolicies(cast: Cast, estate: Estate): void {
  const random = cast.random.fork('aws-policies');
  const made = cast.nowMs - 3000 * DAY_MS;
  const all = (action: string | string[]): string => policyText([{ Effect: 'Allow', Action: action, Resource: '*' }]);
  const documents: [string, string, string?][] = [
    ['AdministratorAccess', all('*')],
    ['ReadOnlyAccess', all(['*:Get*', '*:List*', '*:Describe*', 's3:GetObject'])],
    ['PowerUserAccess', policyText([{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }])],
    [
      'AmazonSSMManagedInstanceCore',
      all(['ssm:UpdateInstanceInformation', 'ssmmessages:*', 'ec2messages:*', 'ssm:GetParameter']),
    ],
    [
      'SecurityAudit',
      all([
        'ec2:Describe*',
        'iam:Get*',
        'iam:List*',
        's3:GetBucket*',
        's3:ListAllMyBuckets',
        'cloudtrail:Describe*',
        'cloudtrail:Get*',
        'cloudtrail:LookupEvents',
      ]),
    ],
    ['AutoScalingServiceRolePolicy', all(['ec2:*', 'elasticloadbalancing:*', 'cloudwatch:*']), '/aws-service-role/'],
    ['AWSConfigServiceRolePolicy', all(['*:Describe*', '*:List*', '*:Get*']), '/aws-service-role/'],
  ];
  for (const [name, text, path] of documents) {
    const policy = newPolicy(random, 'aws', name, made, text, path ?? '/');
    estate.awsManagedPolicies[policy.arn] = policy;
  }
}

/** Fills the IAM of every account of the organisation. */
export function stageIdentities(cast: Cast, estate: Estate): void {
  for (const account of Object.values(estate.accounts)) {
    if (!account.inOrganisation) continue;
    const random = cast.random.fork(`iam-${account.role}`);
    stageStandardRoles(cast, random, account);
    stageBreakGlass(cast, random, account);
    if (account.role === 'management') stageAdmins(cast, random, account);
    if (account.role === 'production') stageProduction(cast, random, account);
    if (account.role === 'development') stageDevelopment(cast, random, account);
  }
}

function addRole(
  cast: Cast,
  random: Random,
  account: Account,
  name: string,
  trust: string,
  policies: string[],
  rest = {},
): void {
  const role = newRole(random, account.id, name, cast.nowMs - 420 * DAY_MS, {
    trustPolicy: trust,
    attachedPolicyArns: policies.map((policy) => `arn:aws:iam::aws:policy/${policy}`),
    ...rest,
  });
  account.iam.roles[name] = role;
}

/** The service-linked roles and the audit role that every account of the organisation has. */
function stageStandardRoles(cast: Cast, random: Random, account: Account): void {
  const linked = (service: string, name: string, policy: string): void =>
    addRole(cast, random, account, name, trustText({ Service: service }), [`aws-service-role/${policy}`], {
      path: `/aws-service-role/${service}/`,
    });
  linked('autoscaling.amazonaws.com', 'AWSServiceRoleForAutoScaling', 'AutoScalingServiceRolePolicy');
  linked('config.amazonaws.com', 'AWSServiceRoleForConfig', 'AWSConfigServiceRolePolicy');
  const managementRoot = `arn:aws:iam::${cast.accounts.management}:root`;
  addRole(cast, random, account, AUDIT_ROLE, trustText({ AWS: managementRoot }), ['SecurityAudit']);
}

/** The emergency administrator that every account of the organisation has; nobody used it in the story. */
function stageBreakGlass(cast: Cast, random: Random, account: Account): void {
  const made = cast.nowMs - 690 * DAY_MS;
  account.iam.users[BREAK_GLASS_USER] = newUser(random, account.id, BREAK_GLASS_USER, made, {
    accessKeys: [newAccessKey(random, made)],
    attachedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
    tags: { purpose: 'emergency' },
  });
}

function stageAdmins(cast: Cast, random: Random, account: Account): void {
  const made = cast.nowMs - 900 * DAY_MS;
  account.iam.accountAlias = `${cast.company}-root`;
  const arn = 'arn:aws:iam::aws:policy/AdministratorAccess';
  account.iam.groups.admins = newGroup(random, account.id, 'admins', made, [arn]);
  for (const name of ADMINS) addPerson(cast, random, account, name, ['admins'], true);
  addRole(cast, random, account, 'security-scanner-role', trustText({ Service: 'lambda.amazonaws.com' }), [], {
    inlinePolicies: {
      'assume-audit': policyText([
        { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: `arn:aws:iam::*:role/${AUDIT_ROLE}` },
      ]),
    },
  });
}

function addPerson(
  cast: Cast,
  random: Random,
  account: Account,
  name: string,
  groups: string[],
  hasMfa: boolean,
): void {
  const made = cast.nowMs - random.between(200, 900) * DAY_MS;
  account.iam.users[name] = newUser(random, account.id, name, made, {
    groupNames: groups,
    loginProfile: { createdAtMs: made, passwordResetRequired: false },
    mfaDevices: hasMfa ? [{ serialNumber: `arn:aws:iam::${account.id}:mfa/${name}`, enabledAtMs: made }] : [],
    accessKeys: [newAccessKey(random, made + DAY_MS)],
    passwordLastUsedAtMs: cast.nowMs - random.between(1, 40) * 3_600_000,
    tags: { department: 'platform' },
  });
}

function stageProduction(cast: Cast, random: Random, account: Account): void {
  const made = cast.nowMs - 410 * DAY_MS;
  account.iam.accountAlias = `${cast.company}-production`;
  const ciPolicy = newPolicy(random, account.id, 'ci-deploy-policy', made, ciDocument(cast));
  account.iam.policies[ciPolicy.arn] = ciPolicy;
  account.iam.users[CI_USER] = newUser(random, account.id, CI_USER, made, {
    path: '/automation/',
    accessKeys: [newAccessKey(random, made)],
    attachedPolicyArns: [ciPolicy.arn],
    tags: { owner: 'platform', system: 'jenkins' },
  });
  addPerson(cast, random, account, 'ops.oncall', [], true);
  const instance = trustText({ Service: 'ec2.amazonaws.com' });
  addRole(cast, random, account, WEB_ROLE, instance, ['AmazonSSMManagedInstanceCore'], {
    description: 'Web frontend instances',
    inlinePolicies: { 'web-runtime': webDocument(cast), 'bootstrap-2024': bootstrapDocument() },
  });
  addRole(cast, random, account, APP_ROLE, instance, ['AmazonSSMManagedInstanceCore'], {
    inlinePolicies: {
      'order-runtime': policyText([
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:PutObject'],
          Resource: `arn:aws:s3:::${cast.buckets.exports}/*`,
        },
      ]),
    },
  });
  addRole(cast, random, account, PIPELINE_ROLE, trustText({ Service: 'glue.amazonaws.com' }), [], {
    description: 'Nightly customer exports',
    maxSessionDurationSeconds: 43_200,
    inlinePolicies: {
      'pipeline-access': policyText([{ Effect: 'Allow', Action: ['s3:*'], Resource: ['arn:aws:s3:::*'] }]),
    },
  });
  addRole(cast, random, account, REMEDIATION_ROLE, trustText({ Service: 'ssm.amazonaws.com' }), [], {
    inlinePolicies: {
      remediate: policyText([
        { Effect: 'Allow', Action: ['cloudtrail:StartLogging', 'cloudtrail:PutEventSelectors'], Resource: '*' },
      ]),
    },
  });
  for (const role of [WEB_ROLE, APP_ROLE]) {
    const name = role.replace('-role', '-profile');
    account.iam.instanceProfiles[name] = newInstanceProfile(random, account.id, name, role, made);
  }
}

function stageDevelopment(cast: Cast, random: Random, account: Account): void {
  account.iam.accountAlias = `${cast.company}-development`;
  const power = 'arn:aws:iam::aws:policy/PowerUserAccess';
  account.iam.groups.developers = newGroup(random, account.id, 'developers', cast.nowMs - 800 * DAY_MS, [power]);
  for (const name of DEVELOPERS) addPerson(cast, random, account, name, ['developers'], random.chance(0.6));
  const production = `arn:aws:iam::${cast.accounts.production}:root`;
  addRole(cast, random, account, CROSS_ROLE, trustText({ AWS: production }), ['PowerUserAccess'], {
    description: 'Deployments from production CI',
  });
  const provider = `arn:aws:iam::${account.id}:oidc-provider/${PROVIDER}`;
  const condition = { StringLike: { [`${PROVIDER}:sub`]: `repo:${cast.company}/*` } };
  addRole(cast, random, account, OIDC_ROLE, trustText({ Federated: provider }, condition), ['PowerUserAccess']);
}

function ciDocument(cast: Cast): string {
  return policyText([
    {
      Sid: 'Read',
      Effect: 'Allow',
      Action: [
        'ec2:Describe*',
        'iam:List*',
        'iam:GetUser',
        's3:ListAllMyBuckets',
        'cloudtrail:DescribeTrails',
        'cloudtrail:GetTrailStatus',
      ],
      Resource: '*',
    },
    {
      Sid: 'Deploy',
      Effect: 'Allow',
      Action: [
        'ec2:CreateLaunchTemplateVersion',
        'autoscaling:*',
        'ssm:SendCommand',
        'ssm:GetCommandInvocation',
        'ssm:DescribeInstanceInformation',
      ],
      Resource: '*',
    },
    {
      Sid: 'Artifacts',
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject', 's3:ListBucket'],
      Resource: [`arn:aws:s3:::${cast.buckets.artifacts}`, `arn:aws:s3:::${cast.buckets.artifacts}/*`],
    },
    {
      Sid: 'CrossAccount',
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Resource: `arn:aws:iam::${cast.accounts.development}:role/${CROSS_ROLE}`,
    },
  ]);
}

function webDocument(cast: Cast): string {
  return policyText([
    { Effect: 'Allow', Action: ['s3:GetObject'], Resource: `arn:aws:s3:::${cast.buckets.artifacts}/*` },
  ]);
}

/** The fault that made the incident: rights that a bootstrap script once needed and nobody took away. */
function bootstrapDocument(): string {
  return policyText([
    { Sid: 'TemporaryBootstrap', Effect: 'Allow', Action: ['iam:*', 'ec2:*', 'cloudtrail:*', 's3:*'], Resource: '*' },
  ]);
}
