import type { JsonValue, Params } from '../../wire/service.ts';

/** EC2's list parameters as CloudTrail shows them: a set of items with the member's own name. */
const SETS: Record<string, [set: string, member: string]> = {
  InstanceId: ['instancesSet', 'instanceId'],
  VolumeId: ['volumeSet', 'volumeId'],
  SnapshotId: ['snapshotSet', 'snapshotId'],
  NetworkInterfaceId: ['networkInterfaceIdSet', 'networkInterfaceId'],
  GroupId: ['securityGroupIdSet', 'groupId'],
  SecurityGroupId: ['groupSet', 'groupId'],
  ResourceId: ['resourcesSet', 'resourceId'],
  Owner: ['ownersSet', 'owner'],
  UserId: ['createVolumePermission', 'userId'],
};

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function entries(value: Params): { [name: string]: JsonValue } {
  const out: { [name: string]: JsonValue } = {};
  for (const [name, inner] of Object.entries(value)) {
    if (Array.isArray(inner)) {
      const [set, member] = SETS[name] ?? [`${lowerFirst(name)}Set`, lowerFirst(name)];
      out[set] = {
        items: inner.map((item) => (typeof item === 'string' ? { [member]: item } : entries(item as Params))),
      };
    } else if (typeof inner === 'object' && inner !== null) {
      out[lowerFirst(name)] = entries(inner as Params);
    } else {
      out[lowerFirst(name)] = inner as JsonValue;
    }
  }
  return out;
}

/** requestParameters of an EC2 event. */
export function ec2TrailParameters(params: Params): JsonValue {
  return entries(params);
}
