import type { SecurityGroup } from '../../estate/types.ts';
import type { AuthorizationRequest, RangeCall } from '../../wire/service.ts';
import { ec2Arn, notFound, regionOf } from './region-state.ts';

/** The group that a call names by GroupId. */
export function groupOf(call: RangeCall): SecurityGroup {
  const id = String(call.params.GroupId ?? '');
  const group = regionOf(call).securityGroups[id];
  if (!group) throw notFound('InvalidGroup', 'security group', id);
  return group;
}

export function onGroup(call: RangeCall): AuthorizationRequest[] {
  const group = groupOf(call);
  return [
    { action: `ec2:${call.operation}`, resource: ec2Arn(call, 'security-group', group.id), resourceTags: group.tags },
  ];
}
