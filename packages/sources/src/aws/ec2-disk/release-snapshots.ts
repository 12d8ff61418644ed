import { AppError } from '@virga/domain';
import type { StepOutcome } from '@virga/source-kit';
import { jobTag } from '../job-tag.ts';
import { type DiskContext, heldResource, type OwnSnapshot, readSealed, readSnapshots } from './disk-state.ts';

/**
 * Deletes our snapshots, each only when its complete image is sealed and read back and the snapshot still carries this
 * acquisition's tag (forensics.md, 1). Everything else stays and is shown as held.
 */
export async function releaseSnapshots(context: DiskContext, sealed: boolean): Promise<StepOutcome> {
  const images = readSealed(context.checkpoint);
  let kept = 0;
  for (const snapshot of readSnapshots(context.checkpoint)) {
    const isSafe = sealed && images[snapshot.volumeId]?.complete === true;
    if (isSafe && (await remove(context, snapshot))) {
      await context.release(heldResource(context, snapshot));
      continue;
    }
    if (await exists(context, snapshot)) {
      kept += 1;
      await context.hold(heldResource(context, snapshot));
    } else await context.release(heldResource(context, snapshot));
  }
  return kept === 0
    ? { kind: 'finished', reason: 'Nothing of ours is left in the account.' }
    : { kind: 'finished', reason: `${kept} snapshots stay in the account: held in the cloud, not sealed.` };
}

/** True when it is gone. A refusal or another owner's tag leaves it and says so. */
async function remove(context: DiskContext, snapshot: OwnSnapshot): Promise<boolean> {
  const { snapshotId } = snapshot;
  if (!(await exists(context, snapshot))) return true;
  try {
    const ec2 = context.session.ec2(context.parameters.region, 'collect-write');
    const answer = await ec2.deleteSnapshot({ SnapshotId: snapshotId });
    const requestId = answer.$metadata.requestId ?? '';
    await context.log('info', `Snapshot ${snapshotId} removed: its image is sealed and read back.`, { requestId });
    return true;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'cloud.not_found') return true;
    if (error.retryable) throw error;
    await context.log('warning', `Snapshot ${snapshotId} could not be removed: ${error.message}`);
    return false;
  }
}

/** Only what carries this acquisition's tag counts as ours. */
async function exists(context: DiskContext, snapshot: OwnSnapshot): Promise<boolean> {
  const answer = await context.session.ec2(context.parameters.region).describeSnapshots({
    OwnerIds: ['self'],
    Filters: [
      { Name: 'snapshot-id', Values: [snapshot.snapshotId] },
      { Name: `tag:${jobTag}`, Values: [context.acquisitionId] },
    ],
  });
  return (answer.Snapshots ?? []).length > 0;
}
