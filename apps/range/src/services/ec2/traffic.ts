import { BlockList, isIP } from 'node:net';
import type {
  EstablishedConnection,
  NetworkAcl,
  NetworkAclEntry,
  NetworkInterface,
  RegionState,
  SecurityGroupRule,
} from '../../estate/types.ts';

const PROTOCOL_NUMBERS: Record<string, string> = { tcp: '6', udp: '17' };

function isInCidr(address: string, cidr: string): boolean {
  const [net = '', bits = ''] = cidr.split('/');
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  if (isIP(address) !== isIP(net)) return false;
  const list = new BlockList();
  list.addSubnet(net, Number(bits), family);
  return list.check(address, family);
}

function speaksOf(rule: SecurityGroupRule, protocol: string, port: number): boolean {
  if (rule.ipProtocol === '-1') return true;
  if (rule.ipProtocol !== protocol) return false;
  return rule.fromPort === undefined || (rule.fromPort <= port && port <= (rule.toPort ?? rule.fromPort));
}

function reaches(region: RegionState, rule: SecurityGroupRule, remoteIp: string): boolean {
  if (rule.cidrIpv4 !== undefined) return isInCidr(remoteIp, rule.cidrIpv4);
  if (rule.cidrIpv6 !== undefined) return isInCidr(remoteIp, rule.cidrIpv6);
  const group = rule.referencedGroupId;
  return (
    group !== undefined &&
    Object.values(region.networkInterfaces).some(
      (nic) => nic.groupIds.includes(group) && nic.privateIpAddresses.some((entry) => entry.address === remoteIp),
    )
  );
}

function rulesOf(region: RegionState, nic: NetworkInterface): SecurityGroupRule[] {
  return nic.groupIds.flatMap((id) => region.securityGroups[id]?.rules ?? []);
}

/** What the security groups say to a connection now. */
export interface GroupVerdict {
  isAllowed: boolean;
  /** Allowed by rules open to everybody in both directions: such flows are not tracked. */
  isUntracked: boolean;
}

function isOpenToAll(rule: SecurityGroupRule): boolean {
  return rule.cidrIpv4 === '0.0.0.0/0' || rule.cidrIpv6 === '::/0';
}

function coversAllPorts(rule: SecurityGroupRule, protocol: string): boolean {
  return rule.ipProtocol === '-1' || (rule.ipProtocol === protocol && rule.fromPort === 0 && rule.toPort === 65_535);
}

/**
 * EC2 user guide, "Amazon EC2 security group connection tracking": a flow is untracked when its rule allows 0.0.0.0/0
 * (or ::/0) and a rule of the other direction allows all response traffic to everybody on every port.
 */
export function judgeByGroups(region: RegionState, nic: NetworkInterface, flow: EstablishedConnection): GroupVerdict {
  const rules = rulesOf(region, nic);
  const isOutbound = flow.direction === 'outbound';
  const port = isOutbound ? flow.remotePort : flow.localPort;
  const opening = rules.filter(
    (rule) =>
      rule.isEgress === isOutbound && speaksOf(rule, flow.protocol, port) && reaches(region, rule, flow.remoteIp),
  );
  const isReturnOpen = rules.some(
    (rule) => rule.isEgress !== isOutbound && isOpenToAll(rule) && coversAllPorts(rule, flow.protocol),
  );
  return { isAllowed: opening.length > 0, isUntracked: isReturnOpen && opening.some(isOpenToAll) };
}

function aclOf(region: RegionState, subnetId: string): NetworkAcl | undefined {
  return Object.values(region.networkAcls).find((acl) => acl.associations.some((entry) => entry.subnetId === subnetId));
}

function isPassed(entries: NetworkAclEntry[], egress: boolean, protocol: string, ip: string, port: number): boolean {
  const number = PROTOCOL_NUMBERS[protocol] ?? protocol;
  const ordered = entries.filter((entry) => entry.egress === egress).sort((a, b) => a.ruleNumber - b.ruleNumber);
  for (const entry of ordered) {
    if (entry.protocol !== '-1' && entry.protocol !== number) continue;
    const range = entry.cidrBlock ?? entry.ipv6CidrBlock;
    if (range === undefined || !isInCidr(ip, range)) continue;
    if (entry.protocol !== '-1' && entry.portRange && (port < entry.portRange.from || port > entry.portRange.to))
      continue;
    return entry.ruleAction === 'allow';
  }
  return false;
}

/** ACLs keep no state: packets of both directions must pass, whoever opened the connection. */
export function isPassedByAcl(region: RegionState, nic: NetworkInterface, flow: EstablishedConnection): boolean {
  const entries = aclOf(region, nic.subnetId)?.entries;
  if (!entries) return true;
  const isIn = isPassed(entries, false, flow.protocol, flow.remoteIp, flow.localPort);
  return isIn && isPassed(entries, true, flow.protocol, flow.remoteIp, flow.remotePort);
}

/** Whether anything can still reach the interface: some ingress rule stands and the ACL lets a part of the world in. */
export function isReachable(region: RegionState, nic: NetworkInterface): boolean {
  if (!rulesOf(region, nic).some((rule) => !rule.isEgress)) return false;
  const entries = aclOf(region, nic.subnetId)?.entries;
  return (
    entries === undefined ||
    entries.some((entry) => !entry.egress && entry.ruleAction === 'allow' && !isShadowed(entries, entry))
  );
}

function isShadowed(entries: NetworkAclEntry[], entry: NetworkAclEntry): boolean {
  return entries.some(
    (other) =>
      other.egress === entry.egress &&
      other.ruleNumber < entry.ruleNumber &&
      other.ruleAction === 'deny' &&
      other.protocol === '-1' &&
      other.cidrBlock === '0.0.0.0/0',
  );
}
