import type { AwsSession } from '@virga/cloud/aws';
import { toJsonValue } from '@virga/domain';
import { allPages } from './all-pages.ts';
import { type InventoryEntry, microsOfDate, nameTag } from './inventory-entry.ts';

export async function instancesOf(session: AwsSession, region: string): Promise<InventoryEntry[]> {
  const ec2 = session.ec2(region);
  const reservations = await allPages(async (NextToken) => {
    const answer = await ec2.describeInstances({ MaxResults: 1000, ...(NextToken ? { NextToken } : {}) });
    return { items: answer.Reservations ?? [], next: answer.NextToken };
  });
  const scaled = await scalingGroups(session, region);
  return reservations
    .flatMap((reservation) => reservation.Instances ?? [])
    .map((instance) => {
      const resourceId = instance.InstanceId ?? '';
      return {
        kind: 'instance' as const,
        region,
        resourceId,
        name: nameTag(instance.Tags) ?? resourceId,
        createdMicros: microsOfDate(instance.LaunchTime),
        attributes: {
          state: instance.State?.Name ?? '',
          type: instance.InstanceType ?? '',
          publicIp: instance.PublicIpAddress ?? null,
          privateIp: instance.PrivateIpAddress ?? null,
          profile: instance.IamInstanceProfile?.Arn ?? null,
          imageId: instance.ImageId ?? null,
          lifecycle: instance.InstanceLifecycle ?? 'on-demand',
          rootDevice: instance.RootDeviceType ?? '',
          scalingGroup: scaled === null ? 'unknown' : (scaled.get(resourceId) ?? null),
          volumes: toJsonValue((instance.BlockDeviceMappings ?? []).map((mapping) => mapping.Ebs?.VolumeId)),
          deleteOnTermination: (instance.BlockDeviceMappings ?? []).some((mapping) => mapping.Ebs?.DeleteOnTermination),
        },
      };
    });
}

/** Group of each instance that a scaling group holds; null when that may not be asked. */
async function scalingGroups(session: AwsSession, region: string): Promise<Map<string, string> | null> {
  try {
    const found = await allPages(async (NextToken) => {
      const client = session.autoScaling(region);
      const answer = await client.describeAutoScalingInstances(NextToken ? { NextToken } : {});
      return { items: answer.AutoScalingInstances ?? [], next: answer.NextToken };
    });
    return new Map(found.map((entry) => [entry.InstanceId ?? '', entry.AutoScalingGroupName ?? '']));
  } catch {
    // Only a mark on the instance: that it is not known is said there.
    return null;
  }
}

export async function volumesOf(session: AwsSession, region: string): Promise<InventoryEntry[]> {
  const ec2 = session.ec2(region);
  const volumes = await allPages(async (NextToken) => {
    const answer = await ec2.describeVolumes({ MaxResults: 500, ...(NextToken ? { NextToken } : {}) });
    return { items: answer.Volumes ?? [], next: answer.NextToken };
  });
  return volumes.map((volume) => ({
    kind: 'volume',
    region,
    resourceId: volume.VolumeId ?? '',
    name: nameTag(volume.Tags) ?? volume.VolumeId ?? '',
    createdMicros: microsOfDate(volume.CreateTime),
    attributes: {
      state: volume.State ?? '',
      sizeGib: volume.Size ?? 0,
      encrypted: volume.Encrypted ?? false,
      kmsKeyId: volume.KmsKeyId ?? null,
      attachedTo: volume.Attachments?.[0]?.InstanceId ?? null,
      fromSnapshot: volume.SnapshotId || null,
    },
  }));
}

/** Our own account's snapshots; public ones of others are no scope. */
export async function snapshotsOf(session: AwsSession, region: string): Promise<InventoryEntry[]> {
  const ec2 = session.ec2(region);
  const snapshots = await allPages(async (NextToken) => {
    const given = { OwnerIds: ['self'], MaxResults: 1000, ...(NextToken ? { NextToken } : {}) };
    const answer = await ec2.describeSnapshots(given);
    return { items: answer.Snapshots ?? [], next: answer.NextToken };
  });
  return snapshots.map((snapshot) => ({
    kind: 'snapshot',
    region,
    resourceId: snapshot.SnapshotId ?? '',
    name: nameTag(snapshot.Tags) ?? snapshot.SnapshotId ?? '',
    createdMicros: microsOfDate(snapshot.StartTime),
    attributes: {
      state: snapshot.State ?? '',
      volumeId: snapshot.VolumeId ?? '',
      sizeGib: snapshot.VolumeSize ?? 0,
      encrypted: snapshot.Encrypted ?? false,
      description: snapshot.Description ?? '',
    },
  }));
}

export async function trailsOf(session: AwsSession, region: string): Promise<InventoryEntry[]> {
  const client = session.cloudTrail(region);
  const answer = await client.describeTrails({ includeShadowTrails: false });
  const entries: InventoryEntry[] = [];
  for (const trail of answer.trailList ?? []) {
    const status = await client.getTrailStatus({ Name: trail.TrailARN ?? trail.Name ?? '' }).catch(() => null);
    entries.push({
      kind: 'trail',
      region,
      resourceId: trail.TrailARN ?? '',
      name: trail.Name ?? '',
      createdMicros: null,
      attributes: {
        bucket: trail.S3BucketName ?? '',
        isOrganization: trail.IsOrganizationTrail ?? false,
        isMultiRegion: trail.IsMultiRegionTrail ?? false,
        hasValidation: trail.LogFileValidationEnabled ?? false,
        isLogging: status?.IsLogging ?? 'unknown',
        stoppedAt: status?.StopLoggingTime?.toISOString() ?? null,
        latestDelivery: status?.LatestDeliveryTime?.toISOString() ?? null,
      },
    });
  }
  return entries;
}
