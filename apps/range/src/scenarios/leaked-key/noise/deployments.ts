/** What deploys and scales by itself: CI with its long-lived key, GitHub by OpenID Connect, the scaling group. */
import { roleActor, userActor, webIdentityActor } from '../../../estate/actors.ts';
import { ec2Id, iamId, uuid } from '../../../estate/ids.ts';
import { recordDate } from '../../../estate/iso-time.ts';
import type { TrailCall } from '../../../estate/trail-record.ts';
import { HOUR_MS } from '../cast.ts';
import { CI_USER, OIDC_ROLE } from '../estate/identities.ts';
import { WEB_GROUP } from '../estate/web-tier.ts';
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
