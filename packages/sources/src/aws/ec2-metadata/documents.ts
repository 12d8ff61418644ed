import type { AwsSession } from '@virga/cloud/aws';
import type { InstanceFacts } from './instance-facts.ts';

/** One call whose answer is one sealed document. `input` stands in the document beside the answer. */
export interface DocumentCall {
  key: string;
  service: 'ec2' | 'autoscaling' | 'ssm' | 'iam';
  operation: string;
  input: Record<string, unknown>;
  ask(session: AwsSession, region: string): Promise<object>;
}

const attributes = [
  'userData',
  'disableApiTermination',
  'disableApiStop',
  'instanceInitiatedShutdownBehavior',
  'groupSet',
  'blockDeviceMapping',
] as const;

/** Every document about one instance (acquisition.md, 2.5); those of its role follow in `role-documents.ts`. */
export function instanceDocuments(facts: InstanceFacts): DocumentCall[] {
  const { instanceId, imageId, vpcId, subnetId, groupIds, interfaceIds, volumeIds } = facts;
  const byInstance = [{ Name: 'instance-id', Values: [instanceId] }];
  const calls: (DocumentCall | null)[] = [
    ec2('instance', 'describeInstances', { InstanceIds: [instanceId] }),
    ...attributes.map((Attribute) =>
      ec2(`attribute-${Attribute}`, 'describeInstanceAttribute', { InstanceId: instanceId, Attribute }),
    ),
    ec2('status', 'describeInstanceStatus', { InstanceIds: [instanceId], IncludeAllInstances: true }),
    some(interfaceIds, (ids) => ec2('interfaces', 'describeNetworkInterfaces', { NetworkInterfaceIds: ids })),
    some(groupIds, (ids) => ec2('security-groups', 'describeSecurityGroups', { GroupIds: ids })),
    some(groupIds, (ids) =>
      ec2('security-group-rules', 'describeSecurityGroupRules', { Filters: [{ Name: 'group-id', Values: ids }] }),
    ),
    one(subnetId, (id) => ec2('network-acls', 'describeNetworkAcls', { Filters: filter('association.subnet-id', id) })),
    one(vpcId, (id) => ec2('route-tables', 'describeRouteTables', { Filters: filter('vpc-id', id) })),
    one(subnetId, (id) => ec2('subnet', 'describeSubnets', { SubnetIds: [id] })),
    one(vpcId, (id) => ec2('vpc', 'describeVpcs', { VpcIds: [id] })),
    some(volumeIds, (ids) => ec2('volumes', 'describeVolumes', { VolumeIds: ids })),
    some(volumeIds, (ids) => ec2('snapshots', 'describeSnapshots', { Filters: [{ Name: 'volume-id', Values: ids }] })),
    ec2('tags', 'describeTags', {
      Filters: [{ Name: 'resource-id', Values: [instanceId, ...volumeIds, ...interfaceIds] }],
    }),
    one(imageId, (id) => ec2('image', 'describeImages', { ImageIds: [id] })),
    ec2('addresses', 'describeAddresses', { Filters: byInstance }),
    ec2('profile-associations', 'describeIamInstanceProfileAssociations', { Filters: byInstance }),
    ec2('console-output', 'getConsoleOutput', { InstanceId: instanceId, Latest: true }),
    // Without WakeUp: that would act like a key press on the machine.
    ec2('console-screenshot', 'getConsoleScreenshot', { InstanceId: instanceId }),
    ec2('uefi-data', 'getInstanceUefiData', { InstanceId: instanceId }),
    scalingDocument(instanceId),
    managedDocument(instanceId),
  ];
  return calls.filter((call) => call !== null);
}

type Ec2Client = ReturnType<AwsSession['ec2']>;
type Ec2Operation = {
  [K in keyof Ec2Client]: K extends `describe${string}` | `get${string}` ? K : never;
}[keyof Ec2Client] &
  string;

function ec2(key: string, operation: Ec2Operation, input: Record<string, unknown>): DocumentCall {
  return {
    key: `${key}.json`,
    service: 'ec2',
    operation: operation.charAt(0).toUpperCase() + operation.slice(1),
    input,
    ask(session, region) {
      // The table above pairs each operation with its own input; the SDK's overloads cannot say so.
      const client = session.ec2(region) as unknown as Record<string, (given: object) => Promise<object>>;
      return client[operation]!(input);
    },
  };
}

function scalingDocument(instanceId: string): DocumentCall {
  const input = { InstanceIds: [instanceId] };
  return {
    key: 'auto-scaling.json',
    service: 'autoscaling',
    operation: 'DescribeAutoScalingInstances',
    input,
    ask: (session, region) => session.autoScaling(region).describeAutoScalingInstances(input),
  };
}

function managedDocument(instanceId: string): DocumentCall {
  const input = { Filters: [{ Key: 'InstanceIds', Values: [instanceId] }] };
  return {
    key: 'systems-manager.json',
    service: 'ssm',
    operation: 'DescribeInstanceInformation',
    input,
    ask: (session, region) => session.ssm(region).describeInstanceInformation(input),
  };
}

function filter(name: string, value: string) {
  return [{ Name: name, Values: [value] }];
}

function one(id: string, make: (id: string) => DocumentCall): DocumentCall | null {
  return id === '' ? null : make(id);
}

function some(ids: string[], make: (ids: string[]) => DocumentCall): DocumentCall | null {
  return ids.length === 0 ? null : make(ids);
}
