import type { Instance, RegionState } from '../../estate/types.ts';
import type { Operation, RangeCall, XmlValue } from '../../wire/service.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { instanceXml, stateCode, stateXml } from './instance-xml.ts';
import { pageOf } from './page.ts';
import { chosen, listParam, regionOf } from './region-state.ts';

export function chosenInstances(call: RangeCall, ids = listParam(call, 'InstanceId')): Instance[] {
  return chosen(regionOf(call).instances, ids, 'InvalidInstanceID', 'instance ID', 'i');
}

function filterTable(region: RegionState): FilterTable<Instance> {
  const nics = (instance: Instance) => instance.networkInterfaceIds.flatMap((id) => region.networkInterfaces[id] ?? []);
  const profiles = (instance: Instance) =>
    Object.values(region.instanceProfileAssociations).filter((entry) => entry.instanceId === instance.id);
  const publicIps = (instance: Instance): (string | undefined)[] =>
    nics(instance).flatMap((nic) => [
      nic.autoAssignedPublicIp,
      ...Object.values(region.addresses)
        .filter((entry) => entry.networkInterfaceId === nic.id)
        .map((entry) => entry.publicIp),
    ]);
  const groups = (instance: Instance) => nics(instance).flatMap((nic) => nic.groupIds);
  return {
    'instance-id': (instance) => [instance.id],
    'instance-state-name': (instance) => [instance.state],
    'instance-state-code': (instance) => [String(stateCode(instance.state))],
    'instance-type': (instance) => [instance.instanceType],
    'image-id': (instance) => [instance.imageId],
    'vpc-id': (instance) => [instance.vpcId],
    'subnet-id': (instance) => [instance.subnetId],
    'availability-zone': (instance) => [instance.availabilityZone],
    'private-ip-address': (instance) => [instance.privateIpAddress],
    'private-dns-name': (instance) => [instance.privateDnsName],
    'ip-address': publicIps,
    'key-name': (instance) => [instance.keyName],
    architecture: (instance) => [instance.architecture],
    'reservation-id': (instance) => [instance.reservationId],
    'instance-lifecycle': (instance) => [instance.lifecycle],
    'root-device-name': (instance) => [instance.rootDeviceName],
    'instance.group-id': groups,
    'network-interface.group-id': groups,
    'network-interface.network-interface-id': (instance) => instance.networkInterfaceIds,
    'iam-instance-profile.arn': (instance) => profiles(instance).map((entry) => entry.instanceProfileArn),
    'iam-instance-profile.id': (instance) => profiles(instance).map((entry) => entry.instanceProfileId),
    'block-device-mapping.volume-id': (instance) => instance.blockDevices.map((device) => device.volumeId),
  };
}

function reservationXml(call: RangeCall, region: RegionState, instance: Instance): { [name: string]: XmlValue } {
  return {
    reservationId: instance.reservationId,
    ownerId: call.accountId,
    groupSet: [],
    instancesSet: [instanceXml(region, call.accountId, instance)],
  };
}

function describeInstances(call: RangeCall) {
  const region = regionOf(call);
  const found = applyFilters(call, chosenInstances(call), filterTable(region));
  const { items, nextToken } = pageOf(call, found);
  return { xml: { reservationSet: items.map((instance) => reservationXml(call, region, instance)), nextToken } };
}

function statusXml(call: RangeCall, instance: Instance): { [name: string]: XmlValue } {
  const isRunning = instance.state === 'running';
  const check = isRunning
    ? { status: 'ok', details: [{ name: 'reachability', status: 'passed' }] }
    : { status: 'not-applicable' };
  return {
    instanceId: instance.id,
    availabilityZone: instance.availabilityZone,
    operator: { managed: false },
    instanceState: stateXml(instance.state),
    systemStatus: check,
    instanceStatus: check,
    outpostArn: undefined,
    eventsSet: call.params.IncludeAllInstances === undefined ? undefined : [],
  };
}

function describeInstanceStatus(call: RangeCall) {
  const all = call.params.IncludeAllInstances === 'true';
  const found = chosenInstances(call).filter((instance) => all || instance.state === 'running');
  const filtered = applyFilters(call, found, {
    'instance-state-name': (instance) => [instance.state],
    'instance-state-code': (instance) => [String(stateCode(instance.state))],
    'availability-zone': (instance) => [instance.availabilityZone],
  });
  const { items, nextToken } = pageOf(call, filtered);
  return { xml: { instanceStatusSet: items.map((instance) => statusXml(call, instance)), nextToken } };
}

export const instanceOperations: Record<string, Operation> = {
  DescribeInstances: { handle: describeInstances },
  DescribeInstanceStatus: { handle: describeInstanceStatus },
};
