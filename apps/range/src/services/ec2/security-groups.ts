import type { SecurityGroup, SecurityGroupRule } from '../../estate/types.ts';
import type { Operation, RangeCall, XmlValue } from '../../wire/service.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { pageOf } from './page.ts';
import { chosen, listParam, notFound, regionOf, tagSet } from './region-state.ts';

type Xml = { [name: string]: XmlValue };

const portKey = (rule: SecurityGroupRule): string => `${rule.ipProtocol}/${rule.fromPort ?? ''}/${rule.toPort ?? ''}`;

/** Rules of one direction gathered by protocol and ports, as the older IpPermissions form shows them. */
function permissionsXml(call: RangeCall, group: SecurityGroup, isEgress: boolean): Xml[] {
  const gathered = new Map<string, SecurityGroupRule[]>();
  for (const rule of group.rules.filter((entry) => entry.isEgress === isEgress)) {
    gathered.set(portKey(rule), [...(gathered.get(portKey(rule)) ?? []), rule]);
  }
  return [...gathered.values()].map((rules) => ({
    ipProtocol: rules[0]?.ipProtocol,
    fromPort: rules[0]?.fromPort,
    toPort: rules[0]?.toPort,
    ipRanges: rules
      .filter((rule) => rule.cidrIpv4 !== undefined)
      .map((rule) => ({ cidrIp: rule.cidrIpv4, description: rule.description })),
    ipv6Ranges: rules
      .filter((rule) => rule.cidrIpv6 !== undefined)
      .map((rule) => ({ cidrIpv6: rule.cidrIpv6, description: rule.description })),
    prefixListIds: rules
      .filter((rule) => rule.prefixListId !== undefined)
      .map((rule) => ({ prefixListId: rule.prefixListId, description: rule.description })),
    groups: rules
      .filter((rule) => rule.referencedGroupId !== undefined)
      .map((rule) => ({ groupId: rule.referencedGroupId, userId: call.accountId, description: rule.description })),
  }));
}

function groupXml(call: RangeCall, group: SecurityGroup): Xml {
  return {
    ownerId: call.accountId,
    groupId: group.id,
    groupName: group.name,
    groupDescription: group.description,
    vpcId: group.vpcId,
    securityGroupArn: `arn:aws:ec2:${call.region}:${call.accountId}:security-group/${group.id}`,
    ipPermissions: permissionsXml(call, group, false),
    ipPermissionsEgress: permissionsXml(call, group, true),
    tagSet: tagSet(group.tags),
  };
}

export function ruleXml(call: RangeCall, group: SecurityGroup, rule: SecurityGroupRule): Xml {
  return {
    securityGroupRuleId: rule.id,
    groupId: group.id,
    groupOwnerId: call.accountId,
    isEgress: rule.isEgress,
    ipProtocol: rule.ipProtocol,
    fromPort: rule.fromPort ?? -1,
    toPort: rule.toPort ?? -1,
    cidrIpv4: rule.cidrIpv4,
    cidrIpv6: rule.cidrIpv6,
    prefixListId: rule.prefixListId,
    referencedGroupInfo:
      rule.referencedGroupId === undefined ? undefined : { groupId: rule.referencedGroupId, userId: call.accountId },
    description: rule.description,
    securityGroupRuleArn: `arn:aws:ec2:${call.region}:${call.accountId}:security-group-rule/${rule.id}`,
    tagSet: tagSet(rule.tags),
  };
}

const rulesOf = (group: SecurityGroup, isEgress: boolean): SecurityGroupRule[] =>
  group.rules.filter((rule) => rule.isEgress === isEgress);

const GROUP_FILTERS: FilterTable<SecurityGroup> = {
  'group-id': (group) => [group.id],
  'group-name': (group) => [group.name],
  description: (group) => [group.description],
  'vpc-id': (group) => [group.vpcId],
  'ip-permission.cidr': (group) => rulesOf(group, false).map((rule) => rule.cidrIpv4),
  'ip-permission.from-port': (group) => rulesOf(group, false).map((rule) => rule.fromPort?.toString()),
  'ip-permission.to-port': (group) => rulesOf(group, false).map((rule) => rule.toPort?.toString()),
  'ip-permission.protocol': (group) => rulesOf(group, false).map((rule) => rule.ipProtocol),
  'ip-permission.group-id': (group) => rulesOf(group, false).map((rule) => rule.referencedGroupId),
  'egress.ip-permission.cidr': (group) => rulesOf(group, true).map((rule) => rule.cidrIpv4),
};

/** Groups by id, and in the default VPC by name. */
function wantedGroups(call: RangeCall): SecurityGroup[] {
  const region = regionOf(call);
  const byId = chosen(region.securityGroups, listParam(call, 'GroupId'), 'InvalidGroup', 'security group', 'sg');
  const names = listParam(call, 'GroupName');
  if (names.length === 0) return byId;
  return names.map((name) => {
    const found = byId.find((group) => group.name === name && region.vpcs[group.vpcId]?.isDefault === true);
    if (!found) throw notFound('InvalidGroup', 'security group', name);
    return found;
  });
}

function describeGroups(call: RangeCall) {
  const { items, nextToken } = pageOf(call, applyFilters(call, wantedGroups(call), GROUP_FILTERS));
  return { xml: { securityGroupInfo: items.map((group) => groupXml(call, group)), nextToken } };
}

interface OwnedRule {
  group: SecurityGroup;
  rule: SecurityGroupRule;
  tags: Record<string, string>;
}

function describeRules(call: RangeCall) {
  const all: OwnedRule[] = Object.values(regionOf(call).securityGroups).flatMap((group) =>
    group.rules.map((rule) => ({ group, rule, tags: rule.tags })),
  );
  const ids = listParam(call, 'SecurityGroupRuleId');
  const unknown = ids.find((id) => !all.some((entry) => entry.rule.id === id));
  if (unknown) throw notFound('InvalidSecurityGroupRuleId', 'security group rule ID', unknown);
  const wanted = ids.length === 0 ? all : all.filter((entry) => ids.includes(entry.rule.id));
  const found = applyFilters(call, wanted, {
    'group-id': (entry) => [entry.group.id],
    'security-group-rule-id': (entry) => [entry.rule.id],
  });
  const { items, nextToken } = pageOf(call, found);
  return { xml: { securityGroupRuleSet: items.map(({ group, rule }) => ruleXml(call, group, rule)), nextToken } };
}

export const securityGroupReadOperations: Record<string, Operation> = {
  DescribeSecurityGroups: { handle: describeGroups },
  DescribeSecurityGroupRules: { handle: describeRules },
};
