/** Network parts of one region of one account, with the fields that EC2's Describe calls return. */
export type Tags = Record<string, string>;

export interface Vpc {
  id: string;
  cidrBlock: string;
  ipv6CidrBlock?: string;
  isDefault: boolean;
  dhcpOptionsId: string;
  tags: Tags;
}

export interface Subnet {
  id: string;
  vpcId: string;
  cidrBlock: string;
  availabilityZone: string;
  availabilityZoneId: string;
  mapPublicIpOnLaunch: boolean;
  defaultForAz: boolean;
  tags: Tags;
}

export interface NetworkAclEntry {
  ruleNumber: number;
  /** IANA number as text, `-1` for all. */
  protocol: string;
  ruleAction: 'allow' | 'deny';
  egress: boolean;
  cidrBlock?: string;
  ipv6CidrBlock?: string;
  portRange?: { from: number; to: number };
  icmp?: { code: number; type: number };
}

export interface NetworkAcl {
  id: string;
  vpcId: string;
  isDefault: boolean;
  entries: NetworkAclEntry[];
  /** Every subnet of the VPC is in exactly one ACL's list. */
  associations: { associationId: string; subnetId: string }[];
  tags: Tags;
}

export interface Route {
  destinationCidrBlock?: string;
  destinationIpv6CidrBlock?: string;
  gatewayId?: string;
  natGatewayId?: string;
  state: 'active' | 'blackhole';
  origin: 'CreateRouteTable' | 'CreateRoute';
}

export interface RouteTable {
  id: string;
  vpcId: string;
  routes: Route[];
  associations: { id: string; subnetId?: string; main: boolean }[];
  tags: Tags;
}

export interface InternetGateway {
  id: string;
  vpcId?: string;
  tags: Tags;
}

export interface SecurityGroupRule {
  /** sgr-… */
  id: string;
  isEgress: boolean;
  /** tcp, udp, icmp, a number, or -1. */
  ipProtocol: string;
  fromPort?: number;
  toPort?: number;
  cidrIpv4?: string;
  cidrIpv6?: string;
  referencedGroupId?: string;
  prefixListId?: string;
  description?: string;
  tags: Tags;
}

export interface SecurityGroup {
  id: string;
  name: string;
  description: string;
  vpcId: string;
  rules: SecurityGroupRule[];
  tags: Tags;
}

export interface NetworkInterface {
  id: string;
  subnetId: string;
  vpcId: string;
  availabilityZone: string;
  description: string;
  /** `interface` for ordinary ones, `nat_gateway`, `network_load_balancer` … for those of AWS. */
  interfaceType: string;
  macAddress: string;
  privateIpAddresses: { address: string; dnsName: string; primary: boolean }[];
  /** An address assigned at launch without an elastic IP; lost on stop. Elastic ones are in `addresses`. */
  autoAssignedPublicIp?: string;
  groupIds: string[];
  attachment?: NetworkInterfaceAttachment;
  requesterManaged: boolean;
  requesterId?: string;
  sourceDestCheck: boolean;
  status: 'available' | 'in-use';
  tags: Tags;
}

export interface NetworkInterfaceAttachment {
  /** eni-attach-… */
  id: string;
  instanceId: string;
  deviceIndex: number;
  deleteOnTermination: boolean;
  attachedAtMs: number;
  status: 'attached' | 'detached' | 'attaching' | 'detaching';
}

export interface ElasticAddress {
  /** eipalloc-… */
  allocationId: string;
  publicIp: string;
  /** eipassoc-…; set together with the interface and the private address. */
  associationId?: string;
  networkInterfaceId?: string;
  privateIpAddress?: string;
  tags: Tags;
}

export interface FlowLog {
  id: string;
  resourceId: string;
  trafficType: 'ALL' | 'ACCEPT' | 'REJECT';
  logDestinationType: 's3' | 'cloud-watch-logs';
  logDestination?: string;
  logGroupName?: string;
  createdAtMs: number;
  tags: Tags;
}
