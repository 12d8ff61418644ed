import type { Ec2Instance } from '@virga/cloud/aws';

/** Ids that lead from the instance to everything around it. */
export interface InstanceFacts {
  instanceId: string;
  imageId: string;
  vpcId: string;
  subnetId: string;
  groupIds: string[];
  interfaceIds: string[];
  volumeIds: string[];
  profileName: string;
}

export function factsOf(instance: Ec2Instance): InstanceFacts {
  const defined = (values: (string | undefined)[]) => [...new Set(values.filter((value) => value !== undefined))];
  const interfaces = instance.NetworkInterfaces ?? [];
  const groups = [...(instance.SecurityGroups ?? []), ...interfaces.flatMap((entry) => entry.Groups ?? [])];
  const profile = instance.IamInstanceProfile?.Arn ?? '';
  return {
    instanceId: instance.InstanceId ?? '',
    imageId: instance.ImageId ?? '',
    vpcId: instance.VpcId ?? '',
    subnetId: instance.SubnetId ?? '',
    groupIds: defined(groups.map((group) => group.GroupId)),
    interfaceIds: defined(interfaces.map((entry) => entry.NetworkInterfaceId)),
    volumeIds: defined((instance.BlockDeviceMappings ?? []).map((mapping) => mapping.Ebs?.VolumeId)),
    profileName: profile.slice(profile.lastIndexOf('/') + 1),
  };
}
