import type { PermissionNeed } from '@virga/source-kit';
import { z } from 'zod';
import type { ActionManifest } from '../../kit/action-manifest.ts';

const parameters = z.strictObject({
  instanceId: z.string().regex(/^i-[0-9a-f]{8,17}$/),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  /** What happens to connections that are established now: a tracked one survives a change of groups. */
  established: z.enum(['leave', 'subnet-nacl', 'stop']).default('leave'),
  releaseAddress: z.boolean().default(false),
});
export type Ec2IsolateParameters = z.output<typeof parameters>;

const reads: [action: string, why: string][] = [
  ['ec2:DescribeInstances', 'The instance, its disks and interfaces'],
  ['ec2:DescribeInstanceAttribute', 'Termination and stop protection, shutdown behaviour'],
  ['ec2:DescribeNetworkInterfaces', 'Groups of every interface, also of secondary ones'],
  ['ec2:DescribeSecurityGroups', 'Our group, and what the present ones allow'],
  ['ec2:DescribeSecurityGroupRules', 'A new group comes with rules of its own, which are removed'],
  ['ec2:DescribeNetworkAcls', 'The list of each subnet, and the neighbours it also filters'],
  ['ec2:DescribeAddresses', 'Elastic addresses'],
  ['ec2:DescribeSubnets', 'The network of the interfaces'],
  ['autoscaling:DescribeAutoScalingInstances', 'Whether a group would replace the instance'],
  ['autoscaling:DescribeAutoScalingGroups', 'Sizes of that group'],
];
const changes: [action: string, why: string][] = [
  ['autoscaling:EnterStandby', 'Keep the group from terminating the instance'],
  ['autoscaling:ExitStandby', 'Undo'],
  ['ec2:ModifyInstanceAttribute', 'Protection on, disks kept at termination'],
  ['ec2:CreateSecurityGroup', 'The empty group'],
  ['ec2:CreateTags', 'Our opaque tag on it'],
  ['ec2:RevokeSecurityGroupEgress', 'A new group allows all egress'],
  ['ec2:RevokeSecurityGroupIngress', 'Should someone have opened it'],
  ['ec2:DeleteSecurityGroup', 'Undo'],
  ['ec2:ModifyNetworkInterfaceAttribute', 'Groups of each interface'],
  ['ec2:DisassociateAddress', 'Take the elastic address off'],
  ['ec2:AssociateAddress', 'Undo'],
  ['ec2:CreateNetworkAcl', 'A list that denies all, for tracked connections'],
  ['ec2:ReplaceNetworkAclAssociation', 'Put it before the subnet, and back'],
  ['ec2:DeleteNetworkAcl', 'Undo'],
  ['ec2:StopInstances', 'The sure end of established connections'],
  ['ec2:StartInstances', 'Undo'],
];

const permissions: PermissionNeed[] = [
  ...reads.map(([action, why]) => ({ action, grant: 'collect-read' as const, why })),
  ...changes.map(([action, why]) => ({ action, grant: 'contain' as const, why })),
];

export const ec2IsolateManifest: ActionManifest<typeof parameters> = {
  id: 'aws/ec2-isolate',
  title: 'Isolate EC2 instance',
  provider: 'aws',
  does: 'Keeps the instance and its disks from being destroyed, then takes it off the network by an empty security group.',
  parameters,
  hints: {
    instanceId: { label: 'Instance', help: 'Every interface of it is isolated.' },
    region: { label: 'Region', help: 'Where it runs.' },
    established: {
      label: 'Established connections',
      help: 'leave: tracked connections live on. subnet-nacl: a stateless list ends them, for all neighbours in the subnet too. stop: the instance stops, its memory is gone.',
    },
    releaseAddress: { label: 'Release elastic addresses', help: 'Takes them off the interfaces; undo puts them back.' },
  },
  targets: ['instance'],
  permissions,
  volatileSources: ['aws/ec2-disk', 'aws/ec2-metadata'],
  restores: [
    'Groups of every interface',
    'Elastic addresses',
    'Network list of the subnet',
    'Protections and disk settings',
    'Place in the scaling group',
    'Running state',
  ],
  cannotRestore: [
    'Connections that were cut',
    'Memory and instance store, when it was stopped',
    'An automatic public address, when it was stopped',
  ],
  proof: [{ where: 'range', note: 'staged estate with a scaling group and an established reverse shell' }],
};
