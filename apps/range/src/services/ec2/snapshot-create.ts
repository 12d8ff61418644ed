import type { Snapshot, Volume } from '../../estate/types.ts';
import type { AuthorizationRequest, Operation, Params, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { chosenInstances } from './instances.ts';
import { ec2Arn, listParam, malformedId, notFound, regionOf } from './region-state.ts';
import { snapshotXml } from './snapshots.ts';
import { tagOnCreate, tagsFor } from './tag-specifications.ts';

function volumeOf(call: RangeCall, id: string): Volume {
  if (!/^vol-[0-9a-f]{8,17}$/.test(id)) throw malformedId('InvalidVolumeID', id);
  const volume = regionOf(call).volumes[id];
  if (!volume) throw notFound('InvalidVolume', 'volume', id);
  return volume;
}

function specification(call: RangeCall): Params {
  return (call.params.InstanceSpecification ?? {}) as Params;
}

/** Volumes of the instance that CreateSnapshots takes: not the excluded ones, not the boot volume when asked so. */
function chosenVolumes(call: RangeCall): { instanceId: string; volumes: Volume[] } {
  const spec = specification(call);
  const [instance] = chosenInstances(call, [String(spec.InstanceId)]);
  if (!instance || instance.state === 'terminated')
    throw notFound('InvalidInstanceID', 'instance ID', String(spec.InstanceId));
  const excluded = listParam({ ...call, params: spec }, 'ExcludeDataVolumeId');
  const root = instance.blockDevices.find((device) => device.deviceName === instance.rootDeviceName);
  const isBootExcluded = spec.ExcludeBootVolume === 'true';
  for (const id of excluded) {
    if (id === root?.volumeId)
      throw new ServiceError('InvalidParameterValue', 400, `The volume ${id} is the boot volume`);
    if (!instance.blockDevices.some((device) => device.volumeId === id)) throw notFound('InvalidVolume', 'volume', id);
  }
  const devices = instance.blockDevices.filter(
    (device) => !excluded.includes(device.volumeId) && !(isBootExcluded && device === root),
  );
  if (devices.length === 0) throw new ServiceError('InvalidParameterValue', 400, 'There are no volumes to snapshot');
  return { instanceId: instance.id, volumes: devices.map((device) => volumeOf(call, device.volumeId)) };
}

function makeSnapshot(call: RangeCall, volume: Volume, tags: Record<string, string>): Snapshot {
  const snapshot: Snapshot = {
    id: call.newId('snap'),
    volumeId: volume.id,
    volumeSizeGiB: volume.sizeGiB,
    ownerId: call.accountId,
    description: String(call.params.Description ?? ''),
    startedAtMs: call.nowMs,
    completesAtMs: call.nowMs + call.timing.snapshotMs,
    encrypted: volume.encrypted,
    ...(volume.kmsKeyId === undefined ? {} : { kmsKeyId: volume.kmsKeyId }),
    storageTier: 'standard',
    createVolumePermissions: [],
    // Point in time is the call: the content is a description and never changes afterwards.
    content: structuredClone(volume.content),
    tags,
  };
  regionOf(call).snapshots[snapshot.id] = snapshot;
  return snapshot;
}

function withoutReserved(tags: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !key.startsWith('aws:')));
}

function copiedTags(call: RangeCall, volume: Volume): Record<string, string> {
  const source = call.params.CopyTagsFromSource;
  if (source !== undefined && source !== 'volume')
    throw new ServiceError('InvalidParameterValue', 400, `Invalid value '${String(source)}' for CopyTagsFromSource`);
  return source === 'volume' ? withoutReserved(volume.tags) : {};
}

function authorizeCreateSnapshots(call: RangeCall): AuthorizationRequest[] {
  const { instanceId, volumes } = chosenVolumes(call);
  const action = 'ec2:CreateSnapshots';
  const tags = Object.assign({}, ...volumes.map((volume) => copiedTags(call, volume)), tagsFor(call, 'snapshot'));
  return [
    {
      action,
      resource: ec2Arn(call, 'instance', instanceId),
      resourceTags: regionOf(call).instances[instanceId]?.tags ?? {},
    },
    ...volumes.map((volume) => ({ action, resource: ec2Arn(call, 'volume', volume.id), resourceTags: volume.tags })),
    { action, resource: ec2Arn(call, 'snapshot', '*') },
    ...tagOnCreate(call, 'snapshot', tags),
  ];
}

export const snapshotCreateOperations: Record<string, Operation> = {
  CreateSnapshots: {
    required: ['InstanceSpecification.InstanceId'],
    mutates: true,
    authorize: authorizeCreateSnapshots,
    handle: (call) => {
      const made = chosenVolumes(call).volumes.map((volume) =>
        makeSnapshot(call, volume, { ...copiedTags(call, volume), ...tagsFor(call, 'snapshot') }),
      );
      return { xml: { snapshotSet: made.map((snapshot) => snapshotXml(call, snapshot, 'state')) } };
    },
  },
  CreateSnapshot: {
    required: ['VolumeId'],
    mutates: true,
    authorize: (call) => {
      const volume = volumeOf(call, String(call.params.VolumeId));
      const action = 'ec2:CreateSnapshot';
      return [
        { action, resource: ec2Arn(call, 'volume', volume.id), resourceTags: volume.tags },
        { action, resource: ec2Arn(call, 'snapshot', '*') },
        ...tagOnCreate(call, 'snapshot', tagsFor(call, 'snapshot')),
      ];
    },
    handle: (call) => {
      const snapshot = makeSnapshot(call, volumeOf(call, String(call.params.VolumeId)), tagsFor(call, 'snapshot'));
      return { xml: snapshotXml(call, snapshot, 'status') };
    },
  },
};
