import type { Instance, InstanceStateName, RegionState } from '../../estate/types.ts';
import type { XmlValue } from '../../wire/service.ts';
import { groupSet, interfaceXml, publicAddress } from './interface-xml.ts';
import { ec2Time, tagSet } from './region-state.ts';

type Xml = { [name: string]: XmlValue };

const STATE_CODES: Record<InstanceStateName, number> = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export function stateXml(name: InstanceStateName): { code: number; name: string } {
  return { code: STATE_CODES[name], name };
}

export function stateCode(name: InstanceStateName): number {
  return STATE_CODES[name];
}

function placement(instance: Instance): Xml {
  return { availabilityZone: instance.availabilityZone, groupName: '', tenancy: 'default' };
}

function blockDevicesXml(instance: Instance): Xml[] {
  return instance.blockDevices.map((device) => ({
    deviceName: device.deviceName,
    ebs: {
      volumeId: device.volumeId,
      status: device.status,
      attachTime: ec2Time(device.attachedAtMs),
      deleteOnTermination: device.deleteOnTermination,
    },
  }));
}

function networkXml(region: RegionState, owner: string, instance: Instance): Xml {
  const nics = instance.networkInterfaceIds.flatMap((id) => region.networkInterfaces[id] ?? []);
  const primary = nics[0];
  const association = primary && publicAddress(region, owner, primary, instance.privateIpAddress, true);
  return {
    dnsName: association?.publicDnsName ?? '',
    ipAddress: association?.publicIp,
    groupSet: groupSet(region, primary?.groupIds ?? []),
    networkInterfaceSet: nics.map((nic) => interfaceXml(region, owner, nic, true)),
  };
}

function profileXml(region: RegionState, instance: Instance): Xml | undefined {
  const association = Object.values(region.instanceProfileAssociations).find(
    (entry) => entry.instanceId === instance.id && entry.state === 'associated',
  );
  return association && { arn: association.instanceProfileArn, id: association.instanceProfileId };
}

/** An instance as DescribeInstances shows it (EC2 API, Instance). A terminated one has lost its network and its disks. */
export function instanceXml(region: RegionState, owner: string, instance: Instance): Xml {
  const isGone = instance.state === 'terminated';
  return {
    instanceId: instance.id,
    imageId: instance.imageId,
    instanceState: stateXml(instance.state),
    privateDnsName: isGone ? '' : instance.privateDnsName,
    reason: instance.stateTransitionReason,
    keyName: instance.keyName,
    amiLaunchIndex: 0,
    productCodes: [],
    instanceType: instance.instanceType,
    instanceLifecycle: instance.lifecycle,
    launchTime: ec2Time(instance.launchedAtMs),
    placement: placement(instance),
    monitoring: { state: instance.monitoring },
    subnetId: isGone ? undefined : instance.subnetId,
    vpcId: isGone ? undefined : instance.vpcId,
    privateIpAddress: isGone ? undefined : instance.privateIpAddress,
    ...(isGone ? { dnsName: '', groupSet: [], networkInterfaceSet: [] } : networkXml(region, owner, instance)),
    stateReason: instance.stateReason,
    architecture: instance.architecture,
    rootDeviceType: 'ebs',
    rootDeviceName: instance.rootDeviceName,
    blockDeviceMapping: isGone ? [] : blockDevicesXml(instance),
    virtualizationType: 'hvm',
    clientToken: '',
    hypervisor: 'xen',
    ebsOptimized: instance.ebsOptimized,
    enaSupport: true,
    sourceDestCheck: instance.sourceDestCheck,
    iamInstanceProfile: isGone ? undefined : profileXml(region, instance),
    metadataOptions: {
      state: 'applied',
      httpTokens: instance.metadataOptions.httpTokens,
      httpPutResponseHopLimit: instance.metadataOptions.httpPutResponseHopLimit,
      httpEndpoint: instance.metadataOptions.httpEndpoint,
    },
    hibernationOptions: { configured: false },
    enclaveOptions: { enabled: false },
    platformDetails: instance.platformDetails,
    usageOperation: 'RunInstances',
    tagSet: tagSet(instance.tags),
  };
}
