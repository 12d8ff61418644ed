/** Launches an instance into the estate: interface, volumes, profile association and the instance itself. */

import type { InstanceProfile } from './identity.ts';
import { ec2Id, macAddress } from './ids.ts';
import type { Instance, InstanceProfileAssociation } from './instance.ts';
import type { NetworkInterface, Subnet } from './network.ts';
import type { Random } from './random.ts';
import type { VolumeContent } from './storage.ts';
import type { RegionState } from './types.ts';

interface LaunchSpec {
  name: string;
  subnet: Subnet;
  /** Last octet of the private address. */
  host: number;
  groupIds: string[];
  instanceType: string;
  imageId: string;
  launchedAtMs: number;
  profile?: InstanceProfile;
  publicIp?: string;
  volumes: {
    deviceName: string;
    sizeGiB: number;
    content: VolumeContent;
    snapshotId?: string;
    deleteOnTermination: boolean;
  }[];
  tags?: Record<string, string>;
  rest?: Partial<Instance>;
}

/** Adds everything to the region and returns the running instance. */
export function launch(random: Random, region: RegionState, spec: LaunchSpec): Instance {
  const id = ec2Id(random, 'i');
  const networkInterface = addInterface(random, region, spec, id, 0, spec.host);
  const address = networkInterface.privateIpAddresses[0]!;
  const instance: Instance = {
    id,
    reservationId: ec2Id(random, 'r'),
    state: 'running',
    stateTransitionReason: '',
    instanceType: spec.instanceType,
    imageId: spec.imageId,
    architecture: 'x86_64',
    platformDetails: 'Linux/UNIX',
    launchedAtMs: spec.launchedAtMs,
    vpcId: spec.subnet.vpcId,
    subnetId: spec.subnet.id,
    availabilityZone: spec.subnet.availabilityZone,
    privateIpAddress: address.address,
    privateDnsName: address.dnsName,
    networkInterfaceIds: [networkInterface.id],
    rootDeviceName: '/dev/xvda',
    blockDevices: addVolumes(random, region, spec, id),
    ebsOptimized: true,
    monitoring: 'disabled',
    sourceDestCheck: true,
    metadataOptions: { httpTokens: 'required', httpPutResponseHopLimit: 2, httpEndpoint: 'enabled' },
    disableApiTermination: false,
    disableApiStop: false,
    instanceInitiatedShutdownBehavior: 'stop',
    consoleOutput: bootMessages(spec.name, address.address),
    consoleOutputAtMs: spec.launchedAtMs + 90_000,
    connections: [],
    tags: { Name: spec.name, ...spec.tags },
    ...spec.rest,
  };
  region.instances[id] = instance;
  if (spec.profile) associateProfile(random, region, instance, spec.profile);
  return instance;
}

/** Adds an interface of the instance at a device index. */
export function addInterface(
  random: Random,
  region: RegionState,
  spec: Pick<LaunchSpec, 'subnet' | 'groupIds' | 'launchedAtMs' | 'publicIp'>,
  instanceId: string,
  deviceIndex: number,
  host: number,
): NetworkInterface {
  const address = spec.subnet.cidrBlock.replace(/\.\d+\/\d+$/, `.${host}`);
  const networkInterface: NetworkInterface = {
    id: ec2Id(random, 'eni'),
    subnetId: spec.subnet.id,
    vpcId: spec.subnet.vpcId,
    availabilityZone: spec.subnet.availabilityZone,
    description: '',
    interfaceType: 'interface',
    macAddress: macAddress(random),
    privateIpAddresses: [
      { address, dnsName: `ip-${address.replaceAll('.', '-')}.${region.name}.compute.internal`, primary: true },
    ],
    autoAssignedPublicIp: deviceIndex === 0 ? spec.publicIp : undefined,
    groupIds: [...spec.groupIds],
    attachment: {
      id: ec2Id(random, 'eni-attach'),
      instanceId,
      deviceIndex,
      deleteOnTermination: true,
      attachedAtMs: spec.launchedAtMs,
      status: 'attached',
    },
    requesterManaged: false,
    sourceDestCheck: true,
    status: 'in-use',
    tags: {},
  };
  region.networkInterfaces[networkInterface.id] = networkInterface;
  return networkInterface;
}

function addVolumes(
  random: Random,
  region: RegionState,
  spec: LaunchSpec,
  instanceId: string,
): Instance['blockDevices'] {
  return spec.volumes.map(({ deviceName, sizeGiB, content, snapshotId, deleteOnTermination }) => {
    const volumeId = ec2Id(random, 'vol');
    const attachedAtMs = spec.launchedAtMs + 1000;
    region.volumes[volumeId] = {
      id: volumeId,
      sizeGiB,
      volumeType: 'gp3',
      iops: 3000,
      throughput: 125,
      encrypted: false,
      snapshotId: snapshotId ?? '',
      availabilityZone: spec.subnet.availabilityZone,
      state: 'in-use',
      createdAtMs: spec.launchedAtMs,
      attachments: [{ instanceId, deviceName, deleteOnTermination, attachedAtMs, state: 'attached' }],
      content,
      tags: { Name: `${spec.name} ${deviceName}` },
    };
    return { deviceName, volumeId, attachedAtMs, deleteOnTermination, status: 'attached' };
  });
}

function associateProfile(random: Random, region: RegionState, instance: Instance, profile: InstanceProfile): void {
  const association: InstanceProfileAssociation = {
    id: ec2Id(random, 'iip-assoc'),
    instanceId: instance.id,
    instanceProfileArn: profile.arn,
    instanceProfileId: profile.id,
    state: 'associated',
    associatedAtMs: instance.launchedAtMs,
  };
  region.instanceProfileAssociations[association.id] = association;
}

function bootMessages(name: string, address: string): string {
  return [
    '[    0.000000] Linux version 6.1.115-126.197.amzn2023.x86_64 (mockbuild@ip-10-0-41-59) (gcc 11.4.1)',
    '[    0.000000] Command line: BOOT_IMAGE=(hd0,gpt1)/boot/vmlinuz root=/dev/xvda1 ro console=tty0 console=ttyS0,115200n8',
    '[    1.482911] EXT4-fs (xvda1): mounted filesystem with ordered data mode. Quota mode: none.',
    `[    6.204417] cloud-init[1811]: Cloud-init v. 22.2.2 running 'init'. Up 6.15 seconds.`,
    `[    6.884130] cloud-init[1811]: ci-info: |  ens5  | True | ${address} | 255.255.255.0 | global |`,
    '',
    'Amazon Linux 2023',
    'Kernel 6.1.115-126.197.amzn2023.x86_64 on an x86_64 (-)',
    '',
    `${name} login: `,
  ].join('\r\n');
}
