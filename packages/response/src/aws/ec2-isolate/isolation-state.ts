import type { JsonValue } from '@virga/domain';
import { AppError } from '@virga/domain';
import { z } from 'zod';
import type { ActionContext } from '../../kit/action.ts';
import type { Ec2IsolateParameters } from './manifest.ts';

export type IsolateContext = ActionContext<Ec2IsolateParameters>;

const stateSchema = z.object({
  instance: z.object({
    id: z.string(),
    state: z.string(),
    vpcId: z.string(),
    isSpot: z.boolean(),
    profileArn: z.string().nullable(),
  }),
  attributes: z.object({
    disableApiTermination: z.boolean(),
    disableApiStop: z.boolean(),
    shutdownBehavior: z.string(),
  }),
  volumes: z.array(z.object({ device: z.string(), volumeId: z.string(), deleteOnTermination: z.boolean() })),
  interfaces: z.array(
    z.object({
      id: z.string(),
      groups: z.array(z.string()),
      subnetId: z.string(),
      privateIp: z.string(),
      isRequesterManaged: z.boolean(),
    }),
  ),
  addresses: z.array(
    z.object({ allocationId: z.string(), interfaceId: z.string(), privateIp: z.string(), publicIp: z.string() }),
  ),
  networkLists: z.array(z.object({ subnetId: z.string(), aclId: z.string() })),
  scalingGroup: z
    .object({ name: z.string(), lifecycleState: z.string(), min: z.number(), max: z.number(), desired: z.number() })
    .nullable(),
});
export type IsolationState = z.output<typeof stateSchema>;

export function asState(value: JsonValue): IsolationState {
  return stateSchema.parse(value);
}

const byId = <T extends { id: string }>(a: T, b: T) => (a.id < b.id ? -1 : 1);

/** Everything the action changes or depends on, sorted, so that two readings of the same state are equal. */
export async function readIsolationState(context: IsolateContext): Promise<IsolationState> {
  const { session, parameters } = context;
  const { instanceId, region } = parameters;
  const ec2 = session.ec2(region);
  const described = await ec2.describeInstances({ InstanceIds: [instanceId] });
  const instance = described.Reservations?.[0]?.Instances?.[0];
  if (!instance)
    throw new AppError({ code: 'cloud.not_found', message: `${instanceId} is not in ${region} any more.` });
  const attribute = async (
    Attribute: 'disableApiTermination' | 'disableApiStop' | 'instanceInitiatedShutdownBehavior',
  ) => ec2.describeInstanceAttribute({ InstanceId: instanceId, Attribute });
  const enis = await ec2.describeNetworkInterfaces({
    Filters: [{ Name: 'attachment.instance-id', Values: [instanceId] }],
  });
  const interfaces = (enis.NetworkInterfaces ?? [])
    .map((eni) => ({
      id: eni.NetworkInterfaceId ?? '',
      groups: (eni.Groups ?? []).map((group) => group.GroupId ?? '').sort(),
      subnetId: eni.SubnetId ?? '',
      privateIp: eni.PrivateIpAddress ?? '',
      isRequesterManaged: eni.RequesterManaged ?? false,
    }))
    .sort(byId);
  return {
    instance: {
      id: instanceId,
      state: instance.State?.Name ?? 'unknown',
      vpcId: instance.VpcId ?? '',
      isSpot: instance.InstanceLifecycle === 'spot',
      profileArn: instance.IamInstanceProfile?.Arn ?? null,
    },
    attributes: {
      disableApiTermination: (await attribute('disableApiTermination')).DisableApiTermination?.Value ?? false,
      disableApiStop: (await attribute('disableApiStop')).DisableApiStop?.Value ?? false,
      shutdownBehavior:
        (await attribute('instanceInitiatedShutdownBehavior')).InstanceInitiatedShutdownBehavior?.Value ?? 'stop',
    },
    volumes: (instance.BlockDeviceMappings ?? [])
      .map((mapping) => ({
        device: mapping.DeviceName ?? '',
        volumeId: mapping.Ebs?.VolumeId ?? '',
        deleteOnTermination: mapping.Ebs?.DeleteOnTermination ?? false,
      }))
      .sort((a, b) => (a.device < b.device ? -1 : 1)),
    interfaces,
    addresses: await readAddresses(context),
    networkLists: await readNetworkLists(
      context,
      interfaces.map((one) => one.subnetId),
    ),
    scalingGroup: await readScalingGroup(context),
  };
}

async function readAddresses({ session, parameters }: IsolateContext): Promise<IsolationState['addresses']> {
  const answer = await session
    .ec2(parameters.region)
    .describeAddresses({ Filters: [{ Name: 'instance-id', Values: [parameters.instanceId] }] });
  return (answer.Addresses ?? [])
    .filter((address) => address.AllocationId && address.NetworkInterfaceId)
    .map((address) => ({
      allocationId: address.AllocationId!,
      interfaceId: address.NetworkInterfaceId!,
      privateIp: address.PrivateIpAddress ?? '',
      publicIp: address.PublicIp ?? '',
    }))
    .sort((a, b) => (a.allocationId < b.allocationId ? -1 : 1));
}

async function readNetworkLists(
  { session, parameters }: IsolateContext,
  subnets: string[],
): Promise<IsolationState['networkLists']> {
  const wanted = [...new Set(subnets)].sort();
  if (wanted.length === 0) return [];
  const answer = await session
    .ec2(parameters.region)
    .describeNetworkAcls({ Filters: [{ Name: 'association.subnet-id', Values: wanted }] });
  const associations = (answer.NetworkAcls ?? []).flatMap((acl) => acl.Associations ?? []);
  return wanted.map((subnetId) => ({
    subnetId,
    aclId: associations.find((association) => association.SubnetId === subnetId)?.NetworkAclId ?? '',
  }));
}

async function readScalingGroup({ session, parameters }: IsolateContext): Promise<IsolationState['scalingGroup']> {
  const scaling = session.autoScaling(parameters.region);
  const members = await scaling.describeAutoScalingInstances({ InstanceIds: [parameters.instanceId] });
  const member = members.AutoScalingInstances?.[0];
  if (!member?.AutoScalingGroupName) return null;
  const groups = await scaling.describeAutoScalingGroups({ AutoScalingGroupNames: [member.AutoScalingGroupName] });
  const group = groups.AutoScalingGroups?.[0];
  return {
    name: member.AutoScalingGroupName,
    lifecycleState: member.LifecycleState ?? 'unknown',
    min: group?.MinSize ?? 0,
    max: group?.MaxSize ?? 0,
    desired: group?.DesiredCapacity ?? 0,
  };
}
