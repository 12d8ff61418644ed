/** What people do: sign in, look around the console, work on the command line, now and then something that looks bad. */
import { type Actor, consoleUserActor, federatedActor, rootActor, userActor } from '../../../estate/actors.ts';
import { iamId } from '../../../estate/ids.ts';
import { recordDate } from '../../../estate/iso-time.ts';
import type { Random } from '../../../estate/random.ts';
import type { TrailCall } from '../../../estate/trail-record.ts';
import type { Account, IamUser } from '../../../estate/types.ts';
import { ADMINS, DEVELOPERS } from '../estate/identities.ts';
import type { Script } from '../script.ts';
import { type Activity, burst, type Wanted } from './activity.ts';

const CONSOLE_READS: Wanted[] = [
  'health:DescribeEventAggregates',
  'notifications:ListNotificationHubs',
  'ce:GetCostAndUsage',
  ['ec2:DescribeInstances', { instancesSet: {}, filterSet: {} }],
  'ec2:DescribeRegions',
  'ec2:DescribeAccountAttributes',
  'cloudwatch:DescribeAlarms',
  ['ec2:DescribeInstanceStatus', { instancesSet: {}, filterSet: {}, includeAllInstances: true }],
  ['ec2:DescribeVolumes', { volumeSet: {}, filterSet: {} }],
  ['ec2:DescribeSecurityGroups', { securityGroupSet: {}, securityGroupIdSet: {}, filterSet: {} }],
  'autoscaling:DescribeAutoScalingGroups',
  'elasticloadbalancing:DescribeLoadBalancers',
  'cloudtrail:DescribeTrails',
  ['s3:ListBuckets', { Host: 's3.eu-west-1.amazonaws.com' }],
  'compute-optimizer:GetEnrollmentStatus',
];

interface Person {
  account: Account;
  user: IamUser;
}

function pickPerson(script: Script, random: Random): Person {
  const { management, development } = script.cast.accounts;
  const isAdmin = random.chance(0.3);
  const account = script.estate.accounts[isAdmin ? management : development]!;
  const user = account.iam.users[isAdmin ? random.pick(ADMINS) : random.pick(DEVELOPERS)]!;
  return { account, user };
}

function origin(script: Script, random: Random): Actor | { ip: string; agent: string } {
  return random.chance(0.7) ? script.cast.origins.office : script.cast.origins.vpn;
}

/** A sign-in to the console and what its pages ask for. One sign-in in twelve fails first. */
export const consoleVisit: Activity = (script, random, atMs) => {
  const { account, user } = pickPerson(script, random);
  const from = origin(script, random);
  const region = account.role === 'management' ? 'eu-west-1' : 'eu-central-1';
  const hasMfa = user.mfaDevices.length > 0;
  const calls: TrailCall[] = [];
  if (random.chance(1 / 12)) calls.push(signIn(account.id, user, from, region, atMs - 21_000, hasMfa, 'Failure'));
  calls.push(signIn(account.id, user, from, region, atMs, hasMfa, 'Success'));
  const session = { accessKeyId: iamId(random, 'ASIA'), startedAtMs: atMs, hasMfa };
  const actor = consoleUserActor(account.id, user, from, session);
  const count = random.between(6, CONSOLE_READS.length);
  calls.push(
    ...burst(
      random,
      { accountId: account.id, region, actor, atMs: atMs + 2000, paceMs: 9000 },
      CONSOLE_READS.slice(0, count),
    ),
  );
  return calls;
};

function signIn(
  accountId: string,
  user: IamUser,
  from: { ip: string; agent: string },
  region: string,
  atMs: number,
  hasMfa: boolean,
  result: 'Success' | 'Failure',
): TrailCall {
  return {
    atMs,
    accountId,
    region,
    actor: userActor(accountId, user, from),
    service: 'signin',
    name: 'ConsoleLogin',
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    response: { ConsoleLogin: result },
    error: result === 'Failure' ? { message: 'Failed authentication' } : undefined,
    additional: {
      LoginTo: `https://${region}.console.aws.amazon.com/console/home?region=${region}`,
      MobileVersion: 'No',
      MFAUsed: hasMfa ? 'Yes' : 'No',
    },
  };
}

const CLI =
  'aws-cli/2.31.12 md/awscrt#0.27.6 ua/2.1 os/macos#25.0.0 md/arch#arm64 lang/python#3.13.7 md/installer#exe md/prompt#off';

/** A developer on the command line of the development account. */
export const developerSession: Activity = (script, random, atMs) => {
  const account = script.estate.accounts[script.cast.accounts.development]!;
  const user = account.iam.users[random.pick(DEVELOPERS)]!;
  const from = { ip: origin(script, random).ip, agent: CLI };
  const actor = userActor(account.id, user, from, user.accessKeys[0]!.id);
  const pool: Wanted[] = [
    'sts:GetCallerIdentity',
    ['logs:FilterLogEvents', { logGroupName: '/aws/lambda/quote-service', limit: 100 }],
    ['lambda:GetFunction20150331v2', { functionName: 'quote-service' }],
    ['lambda:UpdateFunctionCode20150331v2', { functionName: 'quote-service', publish: true }],
    ['dynamodb:DescribeTable', { tableName: 'quotes-dev' }],
    ['ssm:GetParameter', { name: '/dev/quote/url', withDecryption: true }],
    ['ec2:DescribeInstances', { instancesSet: {}, filterSet: {} }],
    ['ecr:DescribeImages', { repositoryName: 'quote-service', maxResults: 50 }],
    ['cloudformation:DescribeStacks', { stackName: 'quote-dev' }],
    ['kms:Decrypt', { encryptionAlgorithm: 'SYMMETRIC_DEFAULT' }],
  ];
  const wanted = Array.from({ length: random.between(3, 9) }, () => random.pick(pool));
  const calls = burst(random, { accountId: account.id, region: 'eu-central-1', actor, atMs, paceMs: 60_000 }, wanted);
  if (random.chance(0.15)) {
    const message = `User: ${user.arn} is not authorized to perform: iam:PassRole on resource: arn:aws:iam::${account.id}:role/quote-admin because no identity-based policy allows the iam:PassRole action`;
    calls.push({
      ...calls[0]!,
      atMs: atMs + 400_000,
      service: 'lambda',
      name: 'CreateFunction20150331',
      request: null,
      error: { code: 'AccessDenied', message },
    });
  }
  return calls;
};

/** An administrator's lawful look-alikes of what the attacker did. */
export const adminChange: Activity = (script, random, atMs) => {
  const account = script.estate.accounts[script.cast.accounts.management]!;
  const user = account.iam.users[random.pick(ADMINS)]!;
  const actor = userActor(
    account.id,
    user,
    {
      ip: script.cast.origins.vpn.ip,
      agent: 'APN/1.0 HashiCorp/1.0 Terraform/1.13.3 (+https://www.terraform.io) terraform-provider-aws/6.14.1',
    },
    user.accessKeys[0]!.id,
  );
  const name = random.pick(['backup-reader', 'grafana-reader', 'billing-export']);
  const changes: Wanted[] = [
    ['iam:GetUser', { userName: name }],
    ['iam:CreateUser', { userName: name }],
    ['iam:AttachUserPolicy', { userName: name, policyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' }],
    ['iam:CreateAccessKey', { userName: name }],
    ['iam:UpdateAssumeRolePolicy', { roleName: 'security-audit-role', policyDocument: '{"Version":"2012-10-17"}' }],
    ['organizations:DescribeOrganization', null],
    ['iam:TagUser', { userName: name, tags: [{ key: 'owner', value: 'platform' }] }],
  ];
  return burst(
    random,
    { accountId: account.id, region: 'us-east-1', actor, atMs, paceMs: 4000 },
    changes.slice(0, random.between(2, 7)),
  );
};

/** The root user reads an invoice; a partner works with a federation token. */
export const rareIdentities: Activity = (script, random, atMs) => {
  const { management, development } = script.cast.accounts;
  const root = rootActor(management, script.cast.origins.office);
  const signedIn: TrailCall = {
    atMs,
    accountId: management,
    region: 'us-east-1',
    actor: root,
    service: 'signin',
    name: 'ConsoleLogin',
    readOnly: false,
    eventType: 'AwsConsoleSignIn',
    response: { ConsoleLogin: 'Success' },
    additional: {
      LoginTo: 'https://us-east-1.console.aws.amazon.com/billing/home',
      MobileVersion: 'No',
      MFAUsed: 'Yes',
    },
  };
  const issuer = script.estate.accounts[development]!.iam.users[DEVELOPERS[0]]!;
  const keyOfIssuer = userActor(development, issuer, script.cast.origins.office, issuer.accessKeys[0]!.id);
  const session = { accessKeyId: iamId(random, 'ASIA'), startedAtMs: atMs + 60_000 };
  const partner = federatedActor(development, issuer, 'partner-review', { ip: '192.0.2.250', agent: CLI }, session);
  return [
    signedIn,
    {
      ...signedIn,
      atMs: atMs + 9000,
      service: 'billingconsole',
      name: 'GetBillingNotifications',
      readOnly: true,
      eventType: 'AwsApiCall',
      response: null,
      additional: undefined,
    },
    {
      atMs: atMs + 60_000,
      accountId: development,
      region: 'eu-central-1',
      actor: keyOfIssuer,
      service: 'sts',
      name: 'GetFederationToken',
      readOnly: true,
      request: { name: 'partner-review', durationSeconds: 3600 },
      response: {
        credentials: {
          accessKeyId: session.accessKeyId,
          sessionToken: 'IQoJb3JpZ2luX2VjEN',
          expiration: recordDate(atMs + 3_660_000),
        },
        packedPolicySize: 4,
      },
    },
    ...burst(
      random,
      { accountId: development, region: 'eu-central-1', actor: partner, atMs: atMs + 70_000, paceMs: 20_000 },
      ['s3:ListBuckets', ['s3:GetBucketLocation', { bucketName: script.cast.buckets.sandbox }]],
    ),
  ];
};
