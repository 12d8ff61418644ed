import { launch } from '../../estate/instance-builder.ts';
import { createRandom } from '../../estate/random.ts';
import type { AutoScalingGroup, Instance, RegionState } from '../../estate/types.ts';

function freeHost(region: RegionState, subnetId: string): number {
  const used = new Set(
    Object.values(region.networkInterfaces)
      .filter((nic) => nic.subnetId === subnetId)
      .flatMap((nic) => nic.privateIpAddresses.map((entry) => Number(entry.address.split('.')[3]))),
  );
  for (let host = 20; host < 250; host++) if (!used.has(host)) return host;
  throw new Error(`no free address in ${subnetId}`);
}

/**
 * Launches the instance that takes another's place in its group. Its ids follow from those of the old one,
 * so that a replayed journal launches the same.
 */
export function launchReplacement(region: RegionState, group: AutoScalingGroup, old: Instance, atMs: number): Instance {
  const subnet = region.subnets[old.subnetId];
  if (!subnet) throw new Error(`subnet ${old.subnetId} is gone`);
  const random = createRandom(old.id, `replacement ${group.name}`);
  const oldNic = region.networkInterfaces[old.networkInterfaceIds[0] ?? ''];
  // The launch template names the group's own security groups; those of an isolated instance are not inherited.
  const peer = group.instances
    .map((entry) => region.instances[entry.instanceId])
    .find((entry) => entry !== undefined && entry.id !== old.id && entry.state === 'running');
  const peerNic = region.networkInterfaces[peer?.networkInterfaceIds[0] ?? ''];
  const instance = launch(random, region, {
    name: old.tags.Name ?? group.name,
    subnet,
    host: freeHost(region, old.subnetId),
    groupIds: peerNic?.groupIds ?? oldNic?.groupIds ?? [],
    instanceType: old.instanceType,
    imageId: old.imageId,
    launchedAtMs: atMs,
    volumes: [{ deviceName: old.rootDeviceName, sizeGiB: 8, content: { kind: 'empty' }, deleteOnTermination: true }],
    tags: { 'aws:autoscaling:groupName': group.name },
    rest: { autoScalingGroupName: group.name },
  });
  group.instances.push({
    instanceId: instance.id,
    instanceType: instance.instanceType,
    availabilityZone: instance.availabilityZone,
    lifecycleState: 'InService',
    healthStatus: 'Healthy',
    protectedFromScaleIn: false,
  });
  return instance;
}
