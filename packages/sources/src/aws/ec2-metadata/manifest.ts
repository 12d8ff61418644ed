import type { PermissionNeed, SourceManifest } from '@virga/source-kit';
import { z } from 'zod';

const parameters = z.strictObject({
  instanceId: z.string().regex(/^i-[0-9a-f]{8,17}$/),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
});

export type Ec2MetadataParameters = z.infer<typeof parameters>;

const reads: readonly [action: string, why: string][] = [
  ['ec2:DescribeInstances', 'The instance: image, keys, launch time, profile, addresses'],
  ['ec2:DescribeInstanceAttribute', 'User data (a classic place for persistence), protections, shutdown behaviour'],
  ['ec2:DescribeInstanceStatus', 'State, scheduled retirement'],
  ['ec2:DescribeNetworkInterfaces', 'Addresses and groups of each interface'],
  ['ec2:DescribeSecurityGroups', 'Rules in force'],
  ['ec2:DescribeSecurityGroupRules', 'Ids and descriptions of single rules'],
  ['ec2:DescribeNetworkAcls', 'Subnet filters'],
  ['ec2:DescribeRouteTables', 'Where traffic went'],
  ['ec2:DescribeSubnets', 'The subnet'],
  ['ec2:DescribeVpcs', 'The network'],
  ['ec2:DescribeVolumes', 'Disks, attach and create times, encryption'],
  ['ec2:DescribeSnapshots', 'Snapshots of these disks, also foreign ones'],
  ['ec2:DescribeTags', 'Tags'],
  ['ec2:DescribeImages', 'The image it started from'],
  ['ec2:DescribeAddresses', 'Elastic addresses'],
  ['ec2:DescribeIamInstanceProfileAssociations', 'Instance profile and since when'],
  ['ec2:GetConsoleOutput', 'Boot log, the last 64 KB'],
  ['ec2:GetConsoleScreenshot', 'What the screen shows; never woken up'],
  ['ec2:GetInstanceUefiData', 'UEFI variables of Nitro instances'],
  ['autoscaling:DescribeAutoScalingInstances', 'Whether a scaling group may end it at any time'],
  ['ssm:DescribeInstanceInformation', 'Whether remote commands would reach it'],
  ['iam:GetInstanceProfile', 'Roles of the profile'],
  ['iam:GetRole', 'Trust policy, creation and last use'],
  ['iam:ListRolePolicies', 'Inline policies'],
  ['iam:GetRolePolicy', 'Text of inline policies'],
  ['iam:ListAttachedRolePolicies', 'Managed policies'],
  ['iam:GetPolicy', 'Default version of a managed policy'],
  ['iam:GetPolicyVersion', 'Text of a managed policy'],
];

const permissions: PermissionNeed[] = reads.map(([action, why]) => ({ action, grant: 'collect-read', why }));

export const ec2MetadataManifest: SourceManifest<typeof parameters> = {
  id: 'aws/ec2-metadata',
  title: 'EC2 instance configuration and console',
  provider: 'aws',
  brings: 'What the instance was, what it could reach, what its role may do, and its console.',
  parameters,
  hints: {
    instanceId: { label: 'Instance', help: 'i-…' },
    region: { label: 'Region', help: 'Where the instance runs.' },
  },
  targets: ['instance'],
  permissions,
  produces: [{ format: 'aws/ec2-metadata', title: 'EC2 configuration documents', kind: 'pack' }],
  timelineSources: ['aws/ec2-metadata'],
  volatility: 3,
  retention: 'Gone about an hour after the instance is terminated; the console keeps the last 64 KB only.',
  effect: {
    altersTarget: false,
    sentence: 'Only reads. The screenshot is taken without waking the screen, which would act like a key press.',
  },
  cost: 'None.',
  steps: ['prepare', 'transfer', 'seal', 'parse', 'ledger'],
  proof: [{ where: 'range', note: 'Every document of a staged instance, with the real SDK, some of them denied.' }],
};
