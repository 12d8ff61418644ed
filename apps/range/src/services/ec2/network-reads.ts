import type { FlowLog, NetworkInterface, RouteTable, Subnet, Vpc } from '../../estate/types.ts';
import type { Operation, RangeCall, XmlValue } from '../../wire/service.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { interfaceXml } from './interface-xml.ts';
import { pageOf } from './page.ts';
import { chosen, ec2Time, listParam, regionOf, tagSet } from './region-state.ts';

type Xml = { [name: string]: XmlValue };

const VPC_FILTERS: FilterTable<Vpc> = {
  'vpc-id': (vpc) => [vpc.id],
  cidr: (vpc) => [vpc.cidrBlock],
  'cidr-block-association.cidr-block': (vpc) => [vpc.cidrBlock],
  'is-default': (vpc) => [String(vpc.isDefault)],
  state: () => ['available'],
};

function vpcXml(call: RangeCall, vpc: Vpc): Xml {
  const ipv6 = vpc.ipv6CidrBlock && [
    {
      ipv6CidrBlock: vpc.ipv6CidrBlock,
      associationId: `vpc-cidr-assoc-${vpc.id.slice(4)}6`,
      ipv6CidrBlockState: { state: 'associated' },
    },
  ];
  return {
    vpcId: vpc.id,
    ownerId: call.accountId,
    state: 'available',
    cidrBlock: vpc.cidrBlock,
    cidrBlockAssociationSet: [
      {
        cidrBlock: vpc.cidrBlock,
        associationId: `vpc-cidr-assoc-${vpc.id.slice(4)}`,
        cidrBlockState: { state: 'associated' },
      },
    ],
    ipv6CidrBlockAssociationSet: ipv6 || undefined,
    dhcpOptionsId: vpc.dhcpOptionsId,
    instanceTenancy: 'default',
    isDefault: vpc.isDefault,
    tagSet: tagSet(vpc.tags),
  };
}

const SUBNET_FILTERS: FilterTable<Subnet> = {
  'subnet-id': (subnet) => [subnet.id],
  'vpc-id': (subnet) => [subnet.vpcId],
  'availability-zone': (subnet) => [subnet.availabilityZone],
  'availability-zone-id': (subnet) => [subnet.availabilityZoneId],
  'cidr-block': (subnet) => [subnet.cidrBlock],
  'default-for-az': (subnet) => [String(subnet.defaultForAz)],
  state: () => ['available'],
};

function subnetXml(call: RangeCall, subnet: Subnet): Xml {
  const used = Object.values(regionOf(call).networkInterfaces).filter((nic) => nic.subnetId === subnet.id).length;
  const size = 2 ** (32 - Number(subnet.cidrBlock.split('/')[1]));
  return {
    subnetId: subnet.id,
    subnetArn: `arn:aws:ec2:${call.region}:${call.accountId}:subnet/${subnet.id}`,
    state: 'available',
    ownerId: call.accountId,
    vpcId: subnet.vpcId,
    cidrBlock: subnet.cidrBlock,
    ipv6CidrBlockAssociationSet: [],
    availableIpAddressCount: size - 5 - used,
    availabilityZone: subnet.availabilityZone,
    availabilityZoneId: subnet.availabilityZoneId,
    defaultForAz: subnet.defaultForAz,
    mapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch,
    assignIpv6AddressOnCreation: false,
    tagSet: tagSet(subnet.tags),
  };
}

const ROUTE_FILTERS: FilterTable<RouteTable> = {
  'route-table-id': (table) => [table.id],
  'vpc-id': (table) => [table.vpcId],
  'association.subnet-id': (table) => table.associations.map((entry) => entry.subnetId),
  'association.main': (table) => table.associations.map((entry) => String(entry.main)),
  'association.route-table-association-id': (table) => table.associations.map((entry) => entry.id),
  'route.gateway-id': (table) => table.routes.map((route) => route.gatewayId),
  'route.nat-gateway-id': (table) => table.routes.map((route) => route.natGatewayId),
  'route.destination-cidr-block': (table) => table.routes.map((route) => route.destinationCidrBlock),
};

function routeTableXml(call: RangeCall, table: RouteTable): Xml {
  return {
    routeTableId: table.id,
    vpcId: table.vpcId,
    ownerId: call.accountId,
    routeSet: table.routes.map((route) => ({
      destinationCidrBlock: route.destinationCidrBlock,
      destinationIpv6CidrBlock: route.destinationIpv6CidrBlock,
      gatewayId: route.gatewayId,
      natGatewayId: route.natGatewayId,
      state: route.state,
      origin: route.origin,
    })),
    associationSet: table.associations.map((entry) => ({
      routeTableAssociationId: entry.id,
      routeTableId: table.id,
      subnetId: entry.subnetId,
      main: entry.main,
      associationState: { state: 'associated' },
    })),
    propagatingVgwSet: [],
    tagSet: tagSet(table.tags),
  };
}

const INTERFACE_FILTERS: FilterTable<NetworkInterface> = {
  'network-interface-id': (nic) => [nic.id],
  'attachment.instance-id': (nic) => [nic.attachment?.instanceId],
  'attachment.attachment-id': (nic) => [nic.attachment?.id],
  'attachment.device-index': (nic) => [nic.attachment && String(nic.attachment.deviceIndex)],
  'attachment.status': (nic) => [nic.attachment?.status],
  'group-id': (nic) => nic.groupIds,
  'vpc-id': (nic) => [nic.vpcId],
  'subnet-id': (nic) => [nic.subnetId],
  'availability-zone': (nic) => [nic.availabilityZone],
  'interface-type': (nic) => [nic.interfaceType],
  'private-ip-address': (nic) => nic.privateIpAddresses.map((entry) => entry.address),
  'addresses.private-ip-address': (nic) => nic.privateIpAddresses.map((entry) => entry.address),
  'mac-address': (nic) => [nic.macAddress],
  'requester-managed': (nic) => [String(nic.requesterManaged)],
  'requester-id': (nic) => [nic.requesterId],
  description: (nic) => [nic.description],
  status: (nic) => [nic.status],
};

const FLOW_FILTERS: FilterTable<FlowLog> = {
  'flow-log-id': (log) => [log.id],
  'resource-id': (log) => [log.resourceId],
  'traffic-type': (log) => [log.trafficType],
  'log-destination-type': (log) => [log.logDestinationType],
  'log-group-name': (log) => [log.logGroupName],
};

function flowLogXml(log: FlowLog): Xml {
  return {
    flowLogId: log.id,
    flowLogStatus: 'ACTIVE',
    resourceId: log.resourceId,
    trafficType: log.trafficType,
    logDestinationType: log.logDestinationType,
    logDestination: log.logDestination,
    logGroupName: log.logGroupName,
    deliverLogsStatus: 'SUCCESS',
    creationTime: ec2Time(log.createdAtMs),
    maxAggregationInterval: 600,
    tagSet: tagSet(log.tags),
  };
}

interface Listing<T> {
  element: string;
  all(call: RangeCall): Record<string, T>;
  idParam: string;
  kind: string;
  words: string;
  prefix: string;
  filters: FilterTable<T>;
  toXml(call: RangeCall, item: T): Xml;
}

/** A Describe call made of: choose by id, filter, page, write. */
function describe<T extends { tags: Record<string, string> }>(listing: Listing<T>): Operation {
  return {
    handle: (call) => {
      const all = chosen(
        listing.all(call),
        listParam(call, listing.idParam),
        listing.kind,
        listing.words,
        listing.prefix,
      );
      const { items, nextToken } = pageOf(call, applyFilters(call, all, listing.filters));
      return { xml: { [listing.element]: items.map((item) => listing.toXml(call, item)), nextToken } };
    },
  };
}

export const networkReadOperations: Record<string, Operation> = {
  DescribeVpcs: describe({
    element: 'vpcSet',
    all: (call) => regionOf(call).vpcs,
    idParam: 'VpcId',
    kind: 'InvalidVpcID',
    words: 'vpc ID',
    prefix: 'vpc',
    filters: VPC_FILTERS,
    toXml: vpcXml,
  }),
  DescribeSubnets: describe({
    element: 'subnetSet',
    all: (call) => regionOf(call).subnets,
    idParam: 'SubnetId',
    kind: 'InvalidSubnetID',
    words: 'subnet ID',
    prefix: 'subnet',
    filters: SUBNET_FILTERS,
    toXml: subnetXml,
  }),
  DescribeRouteTables: describe({
    element: 'routeTableSet',
    all: (call) => regionOf(call).routeTables,
    idParam: 'RouteTableId',
    kind: 'InvalidRouteTableID',
    words: 'routeTable ID',
    prefix: 'rtb',
    filters: ROUTE_FILTERS,
    toXml: routeTableXml,
  }),
  DescribeNetworkInterfaces: describe({
    element: 'networkInterfaceSet',
    all: (call) => regionOf(call).networkInterfaces,
    idParam: 'NetworkInterfaceId',
    kind: 'InvalidNetworkInterfaceID',
    words: 'networkInterface ID',
    prefix: 'eni',
    filters: INTERFACE_FILTERS,
    toXml: (call, nic) => interfaceXml(regionOf(call), call.accountId, nic, false),
  }),
  DescribeFlowLogs: describe({
    element: 'flowLogSet',
    all: (call) => regionOf(call).flowLogs,
    idParam: 'FlowLogId',
    kind: 'InvalidFlowLogId',
    words: 'flow log ID',
    prefix: 'fl',
    filters: FLOW_FILTERS,
    toXml: (_, log) => flowLogXml(log),
  }),
};
