/** What runs by itself: CI, OIDC deployments, scaling, Config, audits across accounts, services among each other. */
import { otherAccountActor, roleActor, serviceActor, userActor, webIdentityActor } from '../../../estate/actors.ts';
import { ec2Id, iamId, uuid } from '../../../estate/ids.ts';
import { recordDate } from '../../../estate/iso-time.ts';
import type { TrailCall } from '../../../estate/trail-record.ts';
import { HOUR_MS } from '../cast.ts';
import { AUDIT_ROLE, CI_USER, OIDC_ROLE } from '../estate/identities.ts';
import { WEB_GROUP } from '../estate/workloads.ts';
import { type Activity, assumedByService, burst, type Wanted } from './activity.ts';

/** The leaked key at its ordinary work, from the ordinary address. */
export const ciDeployment: Activity = (script, random, atMs) => {
  const { cast, estate } = script;
  const account = estate.accounts[cast.accounts.production]!;
  const user = account.iam.users[CI_USER]!;
  const actor = userActor(account.id, user, cast.origins.ci, user.accessKeys[0]!.id);
  const version = random.between(42, 300);
  return burst(random, { accountId: account.id, region: 'eu-west-1', actor, atMs, paceMs: 12_000 }, [
    'sts:GetCallerIdentity',
    ['ec2:DescribeImages', { imagesSet: {}, ownersSet: { items: [{ owner: 'amazon' }] }, filterSet: {} }],
    [
      'ec2:DescribeLaunchTemplates',
      { DescribeLaunchTemplatesRequest: { LaunchTemplateName: { tag: 1, content: 'shop-web' } } },
    ],
    [
      'ec2:CreateLaunchTemplateVersion',
      {
        CreateLaunchTemplateVersionRequest: {
          LaunchTemplateName: 'shop-web',
          VersionDescription: `release ${version}`,
        },
      },
    ],
    ['autoscaling:DescribeAutoScalingGroups', { autoScalingGroupNames: [WEB_GROUP] }],
    [
      'autoscaling:UpdateAutoScalingGroup',
      { autoScalingGroupName: WEB_GROUP, launchTemplate: { launchTemplateName: 'shop-web', version: String(version) } },
    ],
    ['autoscaling:StartInstanceRefresh', { autoScalingGroupName: WEB_GROUP, strategy: 'Rolling' }],
    ['autoscaling:DescribeInstanceRefreshes', { autoScalingGroupName: WEB_GROUP }],
    [
      'ec2:DescribeInstances',
      { instancesSet: {}, filterSet: { items: [{ name: 'tag:service', valueSet: { items: [{ value: 'shop' }] } }] } },
    ],
    ['ssm:DescribeInstanceInformation', null],
  ]);
};

/** GitHub Actions into development by OpenID Connect: an identity without any AWS key. */
export const oidcDeployment: Activity = (script, random, atMs) => {
  const { cast, estate } = script;
  const accountId = cast.accounts.development;
  const role = estate.accounts[accountId]!.iam.roles[OIDC_ROLE]!;
  const provider = `arn:aws:iam::${accountId}:oidc-provider/token.actions.githubusercontent.com`;
  const subject = `repo:${cast.company}/quote-service:ref:refs/heads/main`;
  const caller = webIdentityActor(provider, subject, 'sts.amazonaws.com', cast.origins.github);
  const accessKeyId = iamId(random, 'ASIA');
  const arn = `arn:aws:sts::${accountId}:assumed-role/${role.name}/GitHubActions`;
  const first: TrailCall = {
    atMs,
    accountId,
    region: 'eu-central-1',
    actor: caller,
    service: 'sts',
    name: 'AssumeRoleWithWebIdentity',
    request: { roleArn: role.arn, roleSessionName: 'GitHubActions', durationSeconds: 3600 },
    response: {
      credentials: { accessKeyId, sessionToken: 'IQoJb3JpZ2luX2VjEO', expiration: recordDate(atMs + HOUR_MS) },
      subjectFromWebIdentityToken: subject,
      assumedRoleUser: { assumedRoleId: `${role.id}:GitHubActions`, arn },
      provider,
      audience: 'sts.amazonaws.com',
    },
    resources: [{ accountId, type: 'AWS::IAM::Role', ARN: role.arn }],
  };
  const actor = roleActor(accountId, role, cast.origins.github, {
    sessionName: 'GitHubActions',
    accessKeyId,
    startedAtMs: atMs,
    webIdentity: { provider, attributes: {} },
  });
  const work: Wanted[] = [
    'sts:GetCallerIdentity',
    'ecr:GetAuthorizationToken',
    ['ecr:PutImage', { repositoryName: 'quote-service', imageTag: `sha-${random.text(8, '0123456789abcdef')}` }],
    ['cloudformation:CreateChangeSet', { stackName: 'quote-dev' }],
    ['cloudformation:ExecuteChangeSet', { stackName: 'quote-dev' }],
    ['cloudformation:DescribeStackEvents', { stackName: 'quote-dev' }],
  ];
  return [
    first,
    ...burst(random, { accountId, region: 'eu-central-1', actor, atMs: atMs + 900, paceMs: 14_000 }, work),
  ];
};

/** The scaling group replaces an instance through its service-linked role. */
export const scaling: Activity = (script, random, atMs) => {
  const { cast, estate } = script;
  const accountId = cast.accounts.production;
  const role = estate.accounts[accountId]!.iam.roles.AWSServiceRoleForAutoScaling!;
  const host = 'autoscaling.amazonaws.com';
  const region = 'eu-west-1';
  const { call, accessKeyId } = assumedByService(random, {
    atMs,
    accountId,
    region,
    role,
    host,
    sessionName: 'AutoScaling',
  });
  const actor = roleActor(accountId, role, cast.origins.nat, {
    sessionName: 'AutoScaling',
    accessKeyId,
    startedAtMs: atMs,
    invokedBy: host,
  });
  const instanceId = ec2Id(random, 'i');
  const calls = burst(random, { accountId, region, actor, atMs, paceMs: 4000 }, [
    [
      'ec2:DescribeInstanceStatus',
      { instancesSet: { items: [{ instanceId }] }, filterSet: {}, includeAllInstances: true },
    ],
    [
      'ec2:RunInstances',
      {
        instancesSet: { items: [{ minCount: 1, maxCount: 1 }] },
        launchTemplate: { launchTemplateName: 'shop-web' },
        monitoring: { enabled: false },
      },
    ],
    [
      'ec2:CreateTags',
      {
        resourcesSet: { items: [{ resourceId: instanceId }] },
        tagSet: { items: [{ key: 'aws:autoscaling:groupName', value: WEB_GROUP }] },
      },
    ],
    ['elasticloadbalancing:RegisterTargets', { targets: [{ id: instanceId }] }],
    ['ec2:TerminateInstances', { instancesSet: { items: [{ instanceId }] } }],
  ]);
  calls[1]!.response = {
    requestId: uuid(random),
    reservationId: ec2Id(random, 'r'),
    ownerId: accountId,
    groupSet: {},
    instancesSet: {
      items: [{ instanceId, instanceType: 't3.medium', instanceState: { code: 0, name: 'pending' }, launchTime: atMs }],
    },
  };
  return [call, ...calls];
};

const CONFIG_CALLS: Wanted[] = [
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeVolumes',
  'rds:DescribeDBInstances',
  's3:ListBuckets',
  'iam:ListRoles',
  'kms:ListKeys',
  'lambda:ListFunctions20150331',
];

/** AWS Config records an account in one of its regions. */
export const configRecording: Activity = (script, random, atMs) => {
  const { cast, estate } = script;
  const { management, production, development, logArchive } = cast.accounts;
  const accountId = random.pick([production, production, development, management, logArchive]);
  const region = random.pick(['eu-west-1', 'eu-west-1', 'eu-central-1', 'us-east-1', 'ap-southeast-1']);
  const role = estate.accounts[accountId]!.iam.roles.AWSServiceRoleForConfig!;
  const host = 'config.amazonaws.com';
  const sessionName = 'AWSConfig-Describe';
  const { call, accessKeyId } = assumedByService(random, { atMs, accountId, region, role, host, sessionName });
  const actor = roleActor(accountId, role, cast.origins.nat, {
    sessionName,
    accessKeyId,
    startedAtMs: atMs,
    invokedBy: host,
  });
  return [
    call,
    ...burst(
      random,
      { accountId, region, actor, atMs, paceMs: 1200 },
      CONFIG_CALLS.slice(0, random.between(3, CONFIG_CALLS.length)),
    ),
  ];
};

/** The security scanner of the management account assumes the audit role of another: one call, two records, one shared id. */
export const auditAcrossAccounts: Activity = (script, random, atMs) => {
  const { cast, estate } = script;
  const { management, production, development, logArchive } = cast.accounts;
  const target = random.pick([production, development, logArchive]);
  const scanner = estate.accounts[management]!.iam.roles['security-scanner-role']!;
  const role = estate.accounts[target]!.iam.roles[AUDIT_ROLE]!;
  const lambda = {
    ip: '203.0.113.144',
    agent: 'Boto3/1.40.1 md/Botocore#1.40.1 ua/2.1 os/linux#5.10.244 lang/python#3.13.5 exec-env/AWS_Lambda_python3.13',
  };
  const caller = roleActor(management, scanner, lambda, {
    sessionName: 'security-scanner',
    accessKeyId: iamId(random, 'ASIA'),
    startedAtMs: atMs - 60_000,
  });
  const accessKeyId = iamId(random, 'ASIA');
  const sessionName = 'audit';
  const assume: TrailCall = {
    atMs,
    accountId: management,
    region: 'eu-west-1',
    actor: caller,
    service: 'sts',
    name: 'AssumeRole',
    request: { roleArn: role.arn, roleSessionName: sessionName },
    response: {
      credentials: { accessKeyId, sessionToken: 'IQoJb3JpZ2luX2VjEP', expiration: recordDate(atMs + HOUR_MS) },
      assumedRoleUser: {
        assumedRoleId: `${role.id}:${sessionName}`,
        arn: `arn:aws:sts::${target}:assumed-role/${role.name}/${sessionName}`,
      },
    },
    resources: [{ accountId: target, type: 'AWS::IAM::Role', ARN: role.arn }],
    sharedEventId: uuid(random),
  };
  const seenThere = {
    ...assume,
    accountId: target,
    actor: otherAccountActor(management, `${scanner.id}:security-scanner`, lambda),
  };
  const actor = roleActor(target, role, lambda, { sessionName, accessKeyId, startedAtMs: atMs });
  const reads: Wanted[] = [
    'iam:GetAccountSummary',
    'iam:ListUsers',
    'iam:GenerateCredentialReport',
    'iam:GetCredentialReport',
    's3:ListBuckets',
    'ec2:DescribeSecurityGroups',
    'cloudtrail:DescribeTrails',
  ];
  return [
    assume,
    seenThere,
    ...burst(
      random,
      { accountId: target, region: 'eu-west-1', actor, atMs: atMs + 500, paceMs: 2500 },
      reads.slice(0, random.between(3, 7)),
    ),
  ];
};

/** Services among each other: CloudTrail checks its bucket, keys are unwrapped, logs get streams. */
export const serviceCalls: Activity = (script, random, atMs) => {
  const { cast } = script;
  const { production, development, logArchive } = cast.accounts;
  const trail = serviceActor('cloudtrail.amazonaws.com');
  const region = random.pick(['eu-west-1', 'eu-central-1']);
  const kinds: (() => TrailCall)[] = [
    () => ({
      atMs,
      accountId: logArchive,
      region: 'eu-west-1',
      actor: trail,
      service: 's3',
      name: 'GetBucketAcl',
      request: { bucketName: cast.buckets.logs, Host: `${cast.buckets.logs}.s3.eu-west-1.amazonaws.com`, acl: '' },
      sharedEventId: uuid(random),
      additional: {
        SignatureVersion: 'SigV4',
        CipherSuite: 'TLS_AES_128_GCM_SHA256',
        bytesTransferredIn: 0,
        AuthenticationMethod: 'AuthHeader',
        bytesTransferredOut: 548,
      },
    }),
    () => ({
      atMs,
      accountId: random.pick([production, development]),
      region,
      actor: serviceActor('ebs.amazonaws.com'),
      service: 'kms',
      name: 'GenerateDataKeyWithoutPlaintext',
      readOnly: true,
      request: { keyId: 'alias/aws/ebs', numberOfBytes: 64 },
    }),
    () => ({
      atMs,
      accountId: random.pick([production, development]),
      region,
      actor: serviceActor('lambda.amazonaws.com'),
      service: 'logs',
      name: 'CreateLogStream',
      request: {
        logGroupName: '/aws/lambda/quote-service',
        logStreamName: `2026/11/20/[41]${random.text(32, '0123456789abcdef')}`,
      },
    }),
    () => ({
      atMs,
      accountId: production,
      region: 'eu-west-1',
      actor: serviceActor('health.amazonaws.com'),
      service: 'health',
      name: 'DescribeEventDetails',
      readOnly: true,
      request: null,
    }),
  ];
  return [random.pick(kinds)()];
};
