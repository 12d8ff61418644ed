import type { SecurityGroup, SecurityGroupRule } from '../../estate/types.ts';
import type { Operation, Params, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { groupOf, onGroup } from './group-target.ts';
import { listParam, notFound } from './region-state.ts';
import { ruleXml } from './security-groups.ts';
import { tagsFor } from './tag-specifications.ts';

type RuleBody = Omit<SecurityGroupRule, 'id' | 'tags'>;

const PROTOCOLS: Record<string, string> = { '6': 'tcp', '17': 'udp', '1': 'icmp', '58': 'icmpv6', all: '-1' };

function portsOf(entry: Params, protocol: string): { fromPort?: number; toPort?: number } {
  if (protocol === '-1') return {};
  if (entry.FromPort === undefined || entry.ToPort === undefined) {
    if (protocol === 'tcp' || protocol === 'udp')
      throw new ServiceError(
        'InvalidParameterValue',
        400,
        'Invalid value for portRange. Must specify both from and to ports with TCP/UDP.',
      );
    return {};
  }
  return { fromPort: Number(entry.FromPort), toPort: Number(entry.ToPort) };
}

/** Every range, group and prefix list of an IpPermissions entry is a rule of its own. */
function expand(entry: Params, isEgress: boolean): RuleBody[] {
  const given = String(entry.IpProtocol ?? '');
  if (given === '')
    throw new ServiceError('MissingParameter', 400, 'The request must contain the parameter IpProtocol');
  const ipProtocol = PROTOCOLS[given] ?? given.toLowerCase();
  const base = { isEgress, ipProtocol, ...portsOf(entry, ipProtocol) };
  const list = (name: string): Params[] => (Array.isArray(entry[name]) ? (entry[name] as Params[]) : []);
  const described = (from: Params): { description?: string } =>
    from.Description === undefined ? {} : { description: String(from.Description) };
  return [
    ...list('IpRanges').map((range) => ({ ...base, cidrIpv4: checkedCidr(range.CidrIp), ...described(range) })),
    ...list('Ipv6Ranges').map((range) => ({ ...base, cidrIpv6: checkedCidr(range.CidrIpv6), ...described(range) })),
    ...list('Groups').map((group) => ({ ...base, referencedGroupId: String(group.GroupId), ...described(group) })),
    ...list('PrefixListIds').map((prefix) => ({
      ...base,
      prefixListId: String(prefix.PrefixListId),
      ...described(prefix),
    })),
  ];
}

function checkedCidr(value: unknown): string {
  const text = String(value);
  if (!/^[0-9a-fA-F.:]+\/\d{1,3}$/.test(text))
    throw new ServiceError('InvalidParameterValue', 400, `CIDR block ${text} is malformed`);
  return text;
}

function bodiesOf(call: RangeCall, isEgress: boolean): RuleBody[] {
  const { params } = call;
  if (Array.isArray(params.IpPermissions))
    return (params.IpPermissions as Params[]).flatMap((entry) => expand(entry, isEgress));
  if (params.IpProtocol === undefined) return [];
  // The flat form of the oldest clients: one protocol, one range.
  return expand({ ...params, IpRanges: params.CidrIp === undefined ? [] : [{ CidrIp: params.CidrIp }] }, isEgress);
}

function isSame(a: RuleBody, b: RuleBody): boolean {
  return (
    a.isEgress === b.isEgress &&
    a.ipProtocol === b.ipProtocol &&
    a.fromPort === b.fromPort &&
    a.toPort === b.toPort &&
    a.cidrIpv4 === b.cidrIpv4 &&
    a.cidrIpv6 === b.cidrIpv6 &&
    a.referencedGroupId === b.referencedGroupId &&
    a.prefixListId === b.prefixListId
  );
}

function authorizeRules(call: RangeCall, isEgress: boolean) {
  const group = groupOf(call);
  const bodies = bodiesOf(call, isEgress);
  if (bodies.length === 0)
    throw new ServiceError('MissingParameter', 400, 'The request must contain the parameter IpPermissions');
  for (const body of bodies) {
    if (group.rules.some((rule) => isSame(rule, body))) {
      const target = body.cidrIpv4 ?? body.cidrIpv6 ?? body.referencedGroupId ?? body.prefixListId;
      throw new ServiceError(
        'InvalidPermission.Duplicate',
        400,
        `the specified rule "peer: ${target}, ALLOW" already exists`,
      );
    }
  }
  const tags = tagsFor(call, 'security-group-rule');
  const made = bodies.map((body) => ({ ...body, id: call.newId('sgr'), tags: { ...tags } }));
  group.rules.push(...made);
  return { xml: { return: true, securityGroupRuleSet: made.map((rule) => ruleXml(call, group, rule)) } };
}

function rulesToRevoke(call: RangeCall, group: SecurityGroup, isEgress: boolean): SecurityGroupRule[] {
  const ids = listParam(call, 'SecurityGroupRuleId');
  if (ids.length > 0) {
    return ids.map((id) => {
      const rule = group.rules.find((entry) => entry.id === id && entry.isEgress === isEgress);
      if (!rule) throw notFound('InvalidSecurityGroupRuleId', 'security group rule ID', id);
      return rule;
    });
  }
  return bodiesOf(call, isEgress).map((body) => {
    const rule = group.rules.find((entry) => isSame(entry, body));
    if (!rule)
      throw new ServiceError(
        'InvalidPermission.NotFound',
        400,
        'The specified rule does not exist in this security group.',
      );
    return rule;
  });
}

function revokeRules(call: RangeCall, isEgress: boolean) {
  const group = groupOf(call);
  const doomed = rulesToRevoke(call, group, isEgress);
  if (doomed.length === 0)
    throw new ServiceError('MissingParameter', 400, 'The request must contain the parameter IpPermissions');
  group.rules = group.rules.filter((rule) => !doomed.includes(rule));
  return {
    xml: {
      return: true,
      revokedSecurityGroupRuleSet: doomed.map((rule) => ({
        ...ruleXml(call, group, rule),
        groupOwnerId: undefined,
        referencedGroupInfo: undefined,
        referencedGroupId: rule.referencedGroupId,
        securityGroupRuleArn: undefined,
        tagSet: undefined,
      })),
    },
  };
}

const rule = (handle: Operation['handle']): Operation => ({
  required: ['GroupId'],
  mutates: true,
  authorize: onGroup,
  handle,
});

export const groupRuleOperations: Record<string, Operation> = {
  AuthorizeSecurityGroupIngress: rule((call) => authorizeRules(call, false)),
  AuthorizeSecurityGroupEgress: rule((call) => authorizeRules(call, true)),
  RevokeSecurityGroupIngress: rule((call) => revokeRules(call, false)),
  RevokeSecurityGroupEgress: rule((call) => revokeRules(call, true)),
};
