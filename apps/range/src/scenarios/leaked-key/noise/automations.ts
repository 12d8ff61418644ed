/** What watches by itself: Config, audits across accounts, services among each other. */
import { otherAccountActor, roleActor, serviceActor } from '../../../estate/actors.ts';
import { iamId, uuid } from '../../../estate/ids.ts';
import { recordDate } from '../../../estate/iso-time.ts';
import type { TrailCall } from '../../../estate/trail-record.ts';
import { HOUR_MS } from '../cast.ts';
import { AUDIT_ROLE } from '../estate/identities.ts';
import { type Activity, assumedByService, burst, type Wanted } from './activity.ts';

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
