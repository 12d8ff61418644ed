import type { AwsSession } from '@virga/cloud/aws';
import { AppError } from '@virga/domain';
import type { Collector, StepOutcome } from '@virga/source-kit';
import { discardSnapshot } from './discard-snapshot.ts';
import { type DiskContext, readLost, readSealed, readSnapshots } from './disk-state.ts';
import type { Ec2DiskParameters } from './manifest.ts';
import { releaseSnapshots } from './release-snapshots.ts';
import { takeSnapshots } from './take-snapshots.ts';
import { transferVolume } from './transfer-volume.ts';
import { isRemoved, raiseLost, watchSnapshots } from './watch-snapshots.ts';

/** Snapshot all volumes at one moment, read their blocks, seal, and only then remove the snapshots. */
export const ec2DiskCollector: Collector<Ec2DiskParameters, AwsSession> = {
  start: takeSnapshots,
  poll: watchSnapshots,
  transfer,
  cleanup: releaseSnapshots,
  discard: discardSnapshot,
};

async function transfer(context: DiskContext): Promise<StepOutcome> {
  for (const snapshot of readSnapshots(context.checkpoint)) {
    const sealed = readSealed(context.checkpoint);
    if (sealed[snapshot.volumeId] || readLost(context.checkpoint).includes(snapshot.snapshotId)) continue;
    try {
      const image = await transferVolume(context, snapshot);
      await context.checkpoint.save({ sealed: { ...sealed, [snapshot.volumeId]: image } });
    } catch (error) {
      if (!(await isRemoved(context, snapshot.snapshotId, error))) throw error;
      await raiseLost(context, snapshot.snapshotId, snapshot.volumeId);
    }
  }
  if (Object.keys(readSealed(context.checkpoint)).length === 0)
    throw new AppError({
      code: 'cloud.not_found',
      message: 'Every snapshot of this acquisition was removed by somebody else before anything could be read.',
      facts: { snapshots: readLost(context.checkpoint) },
    });
  return { kind: 'next' };
}
