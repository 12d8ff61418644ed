import type { AutoScalingGroup, AutoScalingInstance } from '../../estate/types.ts';
import type { AuthorizationRequest, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { regionOf } from '../ec2/region-state.ts';

export function groupOf(call: RangeCall): AutoScalingGroup {
  const name = String(call.params.AutoScalingGroupName);
  const group = regionOf(call).autoScalingGroups[name];
  if (!group)
    throw new ServiceError(
      'ValidationError',
      400,
      `AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`,
    );
  return group;
}

export function onGroup(call: RangeCall): AuthorizationRequest[] {
  const group = groupOf(call);
  return [{ action: `autoscaling:${call.operation}`, resource: group.arn, resourceTags: group.tags }];
}

export function stringList(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

/** Members named by InstanceIds; each must belong to the group. */
export function membersOf(call: RangeCall, group: AutoScalingGroup): AutoScalingInstance[] {
  return stringList(call.params.InstanceIds).map((id) => {
    const member = group.instances.find((entry) => entry.instanceId === id);
    if (!member)
      throw new ServiceError(
        'ValidationError',
        400,
        `The instance ${id} is not part of Auto Scaling group ${group.name}.`,
      );
    return member;
  });
}
