import { AppError } from '@virga/domain';
import type { DiskContext } from './disk-state.ts';

export interface DiskVolume {
  volumeId: string;
  device: string;
  isRoot: boolean;
  sizeGib: number;
  encrypted: boolean;
  kmsKeyId: string;
}

/** EBS volumes of the instance that were asked for. Errors: `cloud.not_found` when the instance or a volume is not there. */
export async function findVolumes(context: DiskContext): Promise<DiskVolume[]> {
  const { instanceId, region, volumeIds } = context.parameters;
  const ec2 = context.session.ec2(region);
  const answer = await ec2.describeInstances({ InstanceIds: [instanceId] });
  const instance = answer.Reservations?.[0]?.Instances?.[0];
  const attached = (instance?.BlockDeviceMappings ?? []).flatMap((mapping) =>
    mapping.Ebs?.VolumeId ? [{ volumeId: mapping.Ebs.VolumeId, device: mapping.DeviceName ?? '' }] : [],
  );
  const unknown = volumeIds.filter((id) => !attached.some((volume) => volume.volumeId === id));
  if (!instance || unknown.length > 0)
    throw new AppError({
      code: 'cloud.not_found',
      message: instance
        ? `${unknown.join(', ')} is not attached to ${instanceId}.`
        : `There is no instance ${instanceId} in ${region} any more.`,
    });
  const wanted = attached.filter((volume) => volumeIds.length === 0 || volumeIds.includes(volume.volumeId));
  if (wanted.length === 0) return [];
  const described = await ec2.describeVolumes({ VolumeIds: wanted.map((volume) => volume.volumeId) });
  return wanted.map(({ volumeId, device }) => {
    const facts = described.Volumes?.find((volume) => volume.VolumeId === volumeId);
    return {
      volumeId,
      device,
      isRoot: device === instance.RootDeviceName,
      sizeGib: facts?.Size ?? 0,
      encrypted: facts?.Encrypted ?? false,
      kmsKeyId: facts?.KmsKeyId ?? '',
    };
  });
}
