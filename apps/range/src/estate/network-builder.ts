/** Lays out a VPC: subnets over the zones, one network ACL, one route table, an internet gateway, a default group. */
import { ec2Id } from './ids.ts';
import type { NetworkAclEntry, SecurityGroup, SecurityGroupRule, Subnet, Tags, Vpc } from './network.ts';
import type { Random } from './random.ts';
import type { RegionState } from './types.ts';

interface VpcLayout {
  name: string;
  /** Second octet of 10.x.0.0/16. */
  octet: number;
  subnets: { name: string; isPublic: boolean }[];
  isDefault?: boolean;
}

/** Adds the VPC and everything in it to the region. */
export function addVpc(random: Random, region: RegionState, layout: VpcLayout): { vpc: Vpc; subnets: Subnet[] } {
  const vpc: Vpc = {
    id: ec2Id(random, 'vpc'),
    cidrBlock: layout.isDefault ? '172.31.0.0/16' : `10.${layout.octet}.0.0/16`,
    isDefault: layout.isDefault ?? false,
    dhcpOptionsId: ec2Id(random, 'dopt'),
    tags: named(layout.name),
  };
  region.vpcs[vpc.id] = vpc;
  const subnets = layout.subnets.map((wanted, i) => addSubnet(random, region, vpc, wanted, layout, i));
  const aclId = ec2Id(random, 'acl');
  region.networkAcls[aclId] = {
    id: aclId,
    vpcId: vpc.id,
    isDefault: true,
    entries: [...defaultEntries(false), ...defaultEntries(true)],
    associations: subnets.map((subnet) => ({ associationId: ec2Id(random, 'aclassoc'), subnetId: subnet.id })),
    tags: {},
  };
  const gatewayId = ec2Id(random, 'igw');
  region.internetGateways[gatewayId] = { id: gatewayId, vpcId: vpc.id, tags: named(layout.name) };
  const tableId = ec2Id(random, 'rtb');
  region.routeTables[tableId] = {
    id: tableId,
    vpcId: vpc.id,
    routes: [
      { destinationCidrBlock: vpc.cidrBlock, gatewayId: 'local', state: 'active', origin: 'CreateRouteTable' },
      { destinationCidrBlock: '0.0.0.0/0', gatewayId, state: 'active', origin: 'CreateRoute' },
    ],
    associations: [{ id: ec2Id(random, 'rtbassoc'), main: true }],
    tags: named(layout.name),
  };
  addSecurityGroup(random, region, vpc.id, 'default', 'default VPC security group', []);
  return { vpc, subnets };
}

function addSubnet(
  random: Random,
  region: RegionState,
  vpc: Vpc,
  wanted: VpcLayout['subnets'][number],
  layout: VpcLayout,
  index: number,
): Subnet {
  const zone = region.availabilityZones[index % region.availabilityZones.length]!;
  const subnet: Subnet = {
    id: ec2Id(random, 'subnet'),
    vpcId: vpc.id,
    cidrBlock: layout.isDefault ? `172.31.${index * 16}.0/20` : `10.${layout.octet}.${index + 1}.0/24`,
    availabilityZone: zone.name,
    availabilityZoneId: zone.id,
    mapPublicIpOnLaunch: wanted.isPublic,
    defaultForAz: layout.isDefault ?? false,
    tags: named(wanted.name),
  };
  region.subnets[subnet.id] = subnet;
  return subnet;
}

/** Adds a security group with the given ingress rules and EC2's own egress rule (everything to everywhere). */
export function addSecurityGroup(
  random: Random,
  region: RegionState,
  vpcId: string,
  name: string,
  description: string,
  ingress: Pick<
    SecurityGroupRule,
    'ipProtocol' | 'fromPort' | 'toPort' | 'cidrIpv4' | 'referencedGroupId' | 'description'
  >[],
): SecurityGroup {
  const rules: SecurityGroupRule[] = ingress.map((rule) => ({
    id: ec2Id(random, 'sgr'),
    isEgress: false,
    tags: {},
    ...rule,
  }));
  rules.push({ id: ec2Id(random, 'sgr'), isEgress: true, ipProtocol: '-1', cidrIpv4: '0.0.0.0/0', tags: {} });
  const group: SecurityGroup = { id: ec2Id(random, 'sg'), name, description, vpcId, rules, tags: named(name) };
  region.securityGroups[group.id] = group;
  return group;
}

/** The two entries of a default ACL in one direction: 100 allows all, 32767 denies the rest. */
function defaultEntries(egress: boolean): NetworkAclEntry[] {
  return [
    { ruleNumber: 100, protocol: '-1', ruleAction: 'allow', egress, cidrBlock: '0.0.0.0/0' },
    { ruleNumber: 32767, protocol: '-1', ruleAction: 'deny', egress, cidrBlock: '0.0.0.0/0' },
  ];
}

function named(name: string): Tags {
  return { Name: name };
}
