import type { StepOutcome } from '@virga/source-kit';
import { jobTag } from '../job-tag.ts';
import { type DiskContext, heldResource, type OwnSnapshot, pollDelayMs, readSnapshots } from './disk-state.ts';
import { type DiskVolume, findVolumes } from './find-volumes.ts';

/** Searches after a kill between the call and our note of it: EC2 shows a new snapshot only after a moment. */
const searchesBeforeAsking = 3;

/**
 * One crash-consistent moment over all volumes. CreateSnapshots has no client token, so the intent is written first, and
 * a step that finds an intent looks for snapshots with this acquisition's tag before it asks for new ones.
 */
export async function takeSnapshots(context: DiskContext): Promise<StepOutcome> {
  const { checkpoint } = context;
  if (readSnapshots(checkpoint).length > 0) return { kind: 'next' };
  const volumes = await findVolumes(context);
  if (volumes.length === 0) {
    await context.log('warning', 'The instance has no EBS volume: instance store cannot be snapshotted.');
    return { kind: 'finished', reason: 'The instance has no EBS volume; instance store cannot be collected this way.' };
  }
  const searches = checkpoint.read<number>('searches') ?? 0;
  if (checkpoint.read<string>('intent') !== undefined) {
    const found = await findOwn(context, volumes);
    if (found.length > 0) return keep(context, found);
    if (searches < searchesBeforeAsking) {
      await checkpoint.save({ searches: searches + 1 });
      return {
        kind: 'wait',
        delayMs: pollDelayMs(context),
        waitingFor: 'Looking for the snapshot asked for before the restart',
      };
    }
  }
  await checkpoint.save({ intent: new Date(Number(context.nowMicros() / 1000n)).toISOString(), searches: 0 });
  return keep(context, await create(context, volumes));
}

async function keep(context: DiskContext, snapshots: OwnSnapshot[]): Promise<StepOutcome> {
  await context.checkpoint.save({ snapshots });
  for (const snapshot of snapshots) await context.hold(heldResource(context, snapshot));
  return { kind: 'next' };
}

async function create(context: DiskContext, volumes: DiskVolume[]): Promise<OwnSnapshot[]> {
  const { instanceId, region, volumeIds } = context.parameters;
  const all = await findVolumes({ ...context, parameters: { ...context.parameters, volumeIds: [] } });
  const left = volumeIds.length === 0 ? [] : all.filter((volume) => !volumeIds.includes(volume.volumeId));
  const excluded = left.filter((volume) => !volume.isRoot).map((volume) => volume.volumeId);
  const answer = await context.session.ec2(region, 'collect-write').createSnapshots({
    InstanceSpecification: {
      InstanceId: instanceId,
      ...(left.some((volume) => volume.isRoot) ? { ExcludeBootVolume: true } : {}),
      ...(excluded.length > 0 ? { ExcludeDataVolumeIds: excluded } : {}),
    },
    TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: jobTag, Value: context.acquisitionId }] }],
  });
  const requestId = answer.$metadata.requestId ?? '';
  await context.log('info', `One snapshot asked for over ${volumes.length} volumes.`, { requestId });
  return (answer.Snapshots ?? []).map((made) => own(made.SnapshotId, made.VolumeId, made.StartTime, volumes));
}

async function findOwn(context: DiskContext, volumes: DiskVolume[]): Promise<OwnSnapshot[]> {
  const answer = await context.session.ec2(context.parameters.region).describeSnapshots({
    OwnerIds: ['self'],
    Filters: [{ Name: `tag:${jobTag}`, Values: [context.acquisitionId] }],
  });
  return (answer.Snapshots ?? []).map((found) => own(found.SnapshotId, found.VolumeId, found.StartTime, volumes));
}

function own(
  snapshotId: string | undefined,
  volumeId: string | undefined,
  startTime: Date | undefined,
  volumes: DiskVolume[],
): OwnSnapshot {
  const volume = volumes.find((candidate) => candidate.volumeId === volumeId);
  return {
    snapshotId: snapshotId ?? '',
    volumeId: volumeId ?? '',
    sizeGib: volume?.sizeGib ?? 0,
    startTime: startTime?.toISOString() ?? '',
    encrypted: volume?.encrypted ?? false,
    kmsKeyId: volume?.kmsKeyId ?? '',
    device: volume?.device ?? '',
  };
}
