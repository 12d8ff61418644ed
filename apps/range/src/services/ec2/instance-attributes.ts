import type { Instance } from '../../estate/types.ts';
import type { Operation, Params, RangeCall, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { chosenInstances } from './instances.ts';
import { groupSet } from './interface-xml.ts';
import { ec2Arn, ec2Time, listParam, notFound, regionOf } from './region-state.ts';

type Xml = { [name: string]: XmlValue };

/** One attribute per call, each in an element of its own name (EC2 API, DescribeInstanceAttribute). */
const READERS: Record<string, (call: RangeCall, instance: Instance) => Xml> = {
  instanceType: (_, i) => ({ instanceType: { value: i.instanceType } }),
  kernel: () => ({ kernel: {} }),
  ramdisk: () => ({ ramdisk: {} }),
  userData: (_, i) => ({ userData: i.userDataBase64 === undefined ? {} : { value: i.userDataBase64 } }),
  disableApiTermination: (_, i) => ({ disableApiTermination: { value: i.disableApiTermination } }),
  disableApiStop: (_, i) => ({ disableApiStop: { value: i.disableApiStop } }),
  instanceInitiatedShutdownBehavior: (_, i) => ({
    instanceInitiatedShutdownBehavior: { value: i.instanceInitiatedShutdownBehavior },
  }),
  rootDeviceName: (_, i) => ({ rootDeviceName: { value: i.rootDeviceName } }),
  blockDeviceMapping: (_, i) => ({
    blockDeviceMapping: i.blockDevices.map((device) => ({
      deviceName: device.deviceName,
      ebs: {
        volumeId: device.volumeId,
        status: device.status,
        attachTime: ec2Time(device.attachedAtMs),
        deleteOnTermination: device.deleteOnTermination,
      },
    })),
  }),
  productCodes: () => ({ productCodes: [] }),
  sourceDestCheck: (_, i) => ({ sourceDestCheck: { value: i.sourceDestCheck } }),
  groupSet: (call, i) => {
    const region = regionOf(call);
    const nic = region.networkInterfaces[i.networkInterfaceIds[0] ?? ''];
    return { groupSet: groupSet(region, nic?.groupIds ?? []).map(({ groupId }) => ({ groupId })) };
  },
  ebsOptimized: (_, i) => ({ ebsOptimized: { value: i.ebsOptimized } }),
  sriovNetSupport: () => ({ sriovNetSupport: {} }),
  enaSupport: () => ({ enaSupport: { value: true } }),
  enclaveOptions: () => ({ enclaveOptions: { enabled: false } }),
};

function oneInstance(call: RangeCall): Instance {
  const [instance] = chosenInstances(call, [String(call.params.InstanceId)]);
  if (!instance) throw notFound('InvalidInstanceID', 'instance ID', String(call.params.InstanceId));
  return instance;
}

function describeAttribute(call: RangeCall) {
  const instance = oneInstance(call);
  const name = String(call.params.Attribute);
  const read = Object.hasOwn(READERS, name) ? READERS[name] : undefined;
  if (!read)
    throw new ServiceError(
      'InvalidParameterValue',
      400,
      `Value (${name}) for parameter attribute is invalid. Unknown attribute.`,
    );
  return { xml: { instanceId: instance.id, ...read(call, instance) } };
}

const attributeValue = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'Value' in value ? String(value.Value) : undefined;

/** The attributes that a call wants changed; EC2 takes one kind per call. */
function changesOf(call: RangeCall): [name: string, apply: (instance: Instance) => void][] {
  const { params } = call;
  const out: [string, (instance: Instance) => void][] = [];
  const attribute = params.Attribute === undefined ? undefined : String(params.Attribute);
  const given = (name: string): string | undefined => {
    const upper = name.charAt(0).toUpperCase() + name.slice(1);
    return attributeValue(params[upper]) ?? (attribute === name ? String(params.Value ?? '') : undefined);
  };
  const flag = (name: 'disableApiTermination' | 'disableApiStop' | 'sourceDestCheck' | 'ebsOptimized'): void => {
    const value = given(name);
    if (value !== undefined) out.push([name, (instance) => void Object.assign(instance, { [name]: value === 'true' })]);
  };
  for (const name of ['disableApiTermination', 'disableApiStop', 'sourceDestCheck', 'ebsOptimized'] as const)
    flag(name);
  const behaviour = given('instanceInitiatedShutdownBehavior');
  if (behaviour !== undefined) {
    if (behaviour !== 'stop' && behaviour !== 'terminate')
      throw new ServiceError(
        'InvalidParameterValue',
        400,
        `Value (${behaviour}) for parameter instanceInitiatedShutdownBehavior is invalid.`,
      );
    out.push([
      'instanceInitiatedShutdownBehavior',
      (instance) => void Object.assign(instance, { instanceInitiatedShutdownBehavior: behaviour }),
    ]);
  }
  if (Array.isArray(params.BlockDeviceMapping))
    out.push(['blockDeviceMapping', (instance) => changeDevices(call, instance)]);
  const groups = listParam(call, 'GroupId');
  if (groups.length > 0) out.push(['groupSet', (instance) => changeGroups(call, instance, groups)]);
  return out;
}

function changeDevices(call: RangeCall, instance: Instance): void {
  for (const entry of call.params.BlockDeviceMapping as Params[]) {
    const name = String(entry.DeviceName);
    const device = instance.blockDevices.find((candidate) => candidate.deviceName === name);
    if (!device)
      throw new ServiceError('InvalidInstanceAttributeValue', 400, `No device is currently mapped at ${name}`);
    const value = (entry.Ebs as Params | undefined)?.DeleteOnTermination;
    if (value === undefined) continue;
    device.deleteOnTermination = value === 'true';
    const volume = regionOf(call).volumes[device.volumeId];
    for (const attachment of volume?.attachments ?? []) {
      if (attachment.instanceId === instance.id) attachment.deleteOnTermination = device.deleteOnTermination;
    }
  }
}

function changeGroups(call: RangeCall, instance: Instance, groups: string[]): void {
  const region = regionOf(call);
  if (instance.networkInterfaceIds.length > 1) {
    throw new ServiceError(
      'InvalidInstanceID',
      400,
      `There are multiple interfaces attached to instance '${instance.id}'. Please specify an interface ID for the operation instead.`,
    );
  }
  const unknown = groups.find((id) => !region.securityGroups[id]);
  if (unknown) throw notFound('InvalidGroup', 'security group', unknown);
  const nic = region.networkInterfaces[instance.networkInterfaceIds[0] ?? ''];
  if (nic) nic.groupIds = groups;
}

function modifyAttribute(call: RangeCall) {
  const instance = oneInstance(call);
  const changes = changesOf(call);
  if (changes.length === 0) throw new ServiceError('InvalidParameterCombination', 400, 'No attributes specified.');
  if (changes.length > 1)
    throw new ServiceError('InvalidParameterCombination', 400, 'Fields for multiple attribute types specified');
  for (const [, apply] of changes) apply(instance);
  return { xml: { return: true } };
}

export const instanceAttributeOperations: Record<string, Operation> = {
  DescribeInstanceAttribute: { required: ['InstanceId', 'Attribute'], handle: describeAttribute },
  ModifyInstanceAttribute: {
    required: ['InstanceId'],
    mutates: true,
    authorize: (call) => {
      const id = String(call.params.InstanceId);
      const resourceTags = regionOf(call).instances[id]?.tags ?? {};
      return [{ action: 'ec2:ModifyInstanceAttribute', resource: ec2Arn(call, 'instance', id), resourceTags }];
    },
    handle: modifyAttribute,
  },
};
