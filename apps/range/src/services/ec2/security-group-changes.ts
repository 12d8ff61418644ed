import type { SecurityGroup, SecurityGroupRule } from '../../estate/types.ts';
import type { Operation, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { groupOf, onGroup } from './group-target.ts';
import { ec2Arn, notFound, regionOf, tagSet } from './region-state.ts';
import { groupRuleOperations } from './security-group-rules.ts';
import { tagOnCreate, tagsFor } from './tag-specifications.ts';

function egressAll(call: RangeCall, ipv6: boolean): SecurityGroupRule {
  const range = ipv6 ? { cidrIpv6: '::/0' } : { cidrIpv4: '0.0.0.0/0' };
  return { id: call.newId('sgr'), isEgress: true, ipProtocol: '-1', ...range, tags: {} };
}

/** A new group allows all egress (IPv6 as well where the VPC has it) and no ingress (EC2 user guide, "Security group rules"). */
function createGroup(call: RangeCall) {
  const region = regionOf(call);
  const name = String(call.params.GroupName);
  const vpcId = String(call.params.VpcId ?? Object.values(region.vpcs).find((vpc) => vpc.isDefault)?.id ?? '');
  const vpc = region.vpcs[vpcId];
  if (!vpc) throw notFound('InvalidVpcID', 'vpc ID', vpcId);
  if (name.toLowerCase().startsWith('sg-'))
    throw new ServiceError(
      'InvalidParameterValue',
      400,
      `Invalid value '${name}' for groupName. Group names may not be in the format sg-*.`,
    );
  if (Object.values(region.securityGroups).some((group) => group.vpcId === vpcId && group.name === name)) {
    throw new ServiceError(
      'InvalidGroup.Duplicate',
      400,
      `The security group '${name}' already exists for VPC '${vpcId}'`,
    );
  }
  const group: SecurityGroup = {
    id: call.newId('sg'),
    name,
    description: String(call.params.GroupDescription),
    vpcId,
    rules: [egressAll(call, false), ...(vpc.ipv6CidrBlock === undefined ? [] : [egressAll(call, true)])],
    tags: tagsFor(call, 'security-group'),
  };
  region.securityGroups[group.id] = group;
  const groupArn = ec2Arn(call, 'security-group', group.id);
  return { xml: { groupId: group.id, securityGroupArn: groupArn, tagSet: tagSet(group.tags), return: true } };
}

function isReferenced(call: RangeCall, group: SecurityGroup): boolean {
  const region = regionOf(call);
  const isWorn = Object.values(region.networkInterfaces).some((nic) => nic.groupIds.includes(group.id));
  const isNamed = Object.values(region.securityGroups).some(
    (other) => other.id !== group.id && other.rules.some((rule) => rule.referencedGroupId === group.id),
  );
  return isWorn || isNamed;
}

function deleteGroup(call: RangeCall) {
  const group = groupOf(call);
  if (group.name === 'default')
    throw new ServiceError(
      'CannotDelete',
      400,
      `the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
    );
  if (isReferenced(call, group))
    throw new ServiceError('DependencyViolation', 400, `resource ${group.id} has a dependent object`);
  delete regionOf(call).securityGroups[group.id];
  return { xml: { return: true, groupId: group.id } };
}

export const securityGroupChangeOperations: Record<string, Operation> = {
  ...groupRuleOperations,
  CreateSecurityGroup: {
    required: ['GroupName', 'GroupDescription'],
    mutates: true,
    authorize: (call) => {
      const action = 'ec2:CreateSecurityGroup';
      const vpcId = call.params.VpcId;
      return [
        { action, resource: ec2Arn(call, 'security-group', '*') },
        ...(vpcId === undefined ? [] : [{ action, resource: ec2Arn(call, 'vpc', String(vpcId)) }]),
        ...tagOnCreate(call, 'security-group', tagsFor(call, 'security-group')),
      ];
    },
    handle: createGroup,
  },
  DeleteSecurityGroup: { required: ['GroupId'], mutates: true, authorize: onGroup, handle: deleteGroup },
};
