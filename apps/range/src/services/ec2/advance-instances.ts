import type { Instance, RegionState } from '../../estate/types.ts';

function releaseInterfaces(region: RegionState, instance: Instance): void {
  for (const id of instance.networkInterfaceIds) {
    const nic = region.networkInterfaces[id];
    if (!nic) continue;
    for (const address of Object.values(region.addresses)) {
      if (address.networkInterfaceId !== id) continue;
      delete address.associationId;
      delete address.networkInterfaceId;
      delete address.privateIpAddress;
    }
    if (nic.attachment?.deleteOnTermination !== false) delete region.networkInterfaces[id];
    else {
      delete nic.attachment;
      nic.status = 'available';
    }
  }
  instance.networkInterfaceIds = [];
}

function releaseVolumes(region: RegionState, instance: Instance): void {
  for (const device of instance.blockDevices) {
    const volume = region.volumes[device.volumeId];
    if (!volume) continue;
    if (device.deleteOnTermination) delete region.volumes[device.volumeId];
    else {
      volume.attachments = volume.attachments.filter((entry) => entry.instanceId !== instance.id);
      volume.state = 'available';
    }
  }
  instance.blockDevices = [];
}

function finishTermination(region: RegionState, instance: Instance): void {
  releaseInterfaces(region, instance);
  releaseVolumes(region, instance);
  for (const association of Object.values(region.instanceProfileAssociations)) {
    if (association.instanceId === instance.id) delete region.instanceProfileAssociations[association.id];
  }
  if (instance.ssmAgent) instance.ssmAgent.pingStatus = 'ConnectionLost';
}

/** What stopping takes and starting does not bring back: the launch-time public address. */
function finishStop(region: RegionState, instance: Instance): void {
  for (const id of instance.networkInterfaceIds) delete region.networkInterfaces[id]?.autoAssignedPublicIp;
  if (instance.ssmAgent) instance.ssmAgent.pingStatus = 'ConnectionLost';
}

function finishStart(region: RegionState, instance: Instance, atMs: number): void {
  const nic = region.networkInterfaces[instance.networkInterfaceIds[0] ?? ''];
  const subnet = region.subnets[instance.subnetId];
  const hasElastic = Object.values(region.addresses).some((address) => address.networkInterfaceId === nic?.id);
  if (nic && subnet?.mapPublicIpOnLaunch && !hasElastic && nic.autoAssignedPublicIp === undefined) {
    nic.autoAssignedPublicIp = `198.51.100.${128 + (Math.floor(atMs / 1000) % 64)}`;
  }
  if (instance.ssmAgent) instance.ssmAgent = { ...instance.ssmAgent, pingStatus: 'Online', lastPingAtMs: atMs };
}

/** Ends the state changes that are due. */
export function advanceInstances(region: RegionState, nowMs: number): void {
  for (const instance of Object.values(region.instances)) {
    const { transition } = instance;
    if (!transition || transition.dueAtMs > nowMs) continue;
    delete instance.transition;
    instance.state = transition.to;
    if (transition.to === 'terminated') finishTermination(region, instance);
    else if (transition.to === 'stopped') finishStop(region, instance);
    else if (transition.to === 'running') finishStart(region, instance, transition.dueAtMs);
  }
}
