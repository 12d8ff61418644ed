import type { AwsSession } from '@virga/cloud/aws';
import { AppError } from '@virga/domain';
import type { DiscardRequest } from '@virga/source-kit';
import { jobTag } from '../job-tag.ts';

/**
 * Deletes one of our snapshots that was never sealed, by a lead's order. When the volume it was taken of is gone, the
 * snapshot is the only copy, and only an order that says so deletes it (forensics.md, 1).
 */
export async function discardSnapshot(request: DiscardRequest<AwsSession>): Promise<{ sourceIsGone: boolean }> {
  const { session, acquisitionId, resource, evenTheOnlyCopy } = request;
  const ec2 = session.ec2(resource.region);
  const answer = await ec2.describeSnapshots({
    OwnerIds: ['self'],
    Filters: [
      { Name: 'snapshot-id', Values: [resource.id] },
      { Name: `tag:${jobTag}`, Values: [acquisitionId] },
    ],
  });
  const [snapshot] = answer.Snapshots ?? [];
  if (!snapshot) return { sourceIsGone: false };
  const volumeId = snapshot.VolumeId ?? '';
  const volumes = await ec2.describeVolumes({ Filters: [{ Name: 'volume-id', Values: [volumeId] }] });
  const sourceIsGone = (volumes.Volumes ?? []).length === 0;
  if (sourceIsGone && !evenTheOnlyCopy)
    throw new AppError({
      code: 'resource.conflict',
      message: `The volume ${volumeId} is gone: ${resource.id} is the only copy of it. It was not removed.`,
      facts: { onlyCopy: true },
    });
  await session.ec2(resource.region, 'collect-write').deleteSnapshot({ SnapshotId: resource.id });
  return { sourceIsGone };
}
