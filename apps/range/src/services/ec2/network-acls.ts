import type { NetworkAcl, NetworkAclEntry } from '../../estate/types.ts';
import type { AuthorizationRequest, Operation, Params, RangeCall, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { applyFilters } from './filters.ts';
import { pageOf } from './page.ts';
import { chosen, ec2Arn, listParam, notFound, regionOf, tagSet } from './region-state.ts';
import { tagOnCreate, tagsFor } from './tag-specifications.ts';

function entryXml(entry: NetworkAclEntry): { [name: string]: XmlValue } {
  return {
    ruleNumber: entry.ruleNumber,
    protocol: entry.protocol,
    ruleAction: entry.ruleAction,
    egress: entry.egress,
    cidrBlock: entry.cidrBlock,
    ipv6CidrBlock: entry.ipv6CidrBlock,
    icmpTypeCode: entry.icmp ? { code: entry.icmp.code, type: entry.icmp.type } : undefined,
    portRange: entry.portRange ? { from: entry.portRange.from, to: entry.portRange.to } : undefined,
  };
}

function aclXml(call: RangeCall, acl: NetworkAcl): { [name: string]: XmlValue } {
  const associationSet = acl.associations.map((entry) => ({
    networkAclAssociationId: entry.associationId,
    networkAclId: acl.id,
    subnetId: entry.subnetId,
  }));
  return {
    networkAclId: acl.id,
    vpcId: acl.vpcId,
    default: acl.isDefault,
    entrySet: acl.entries.map(entryXml),
    associationSet,
    tagSet: tagSet(acl.tags),
    ownerId: call.accountId,
  };
}

/** The last rule of every ACL: number 32767 denies what no rule spoke of (VPC user guide, "Network ACL rules"). */
function catchAll(egress: boolean): NetworkAclEntry {
  return { ruleNumber: 32_767, protocol: '-1', ruleAction: 'deny', egress, cidrBlock: '0.0.0.0/0' };
}

function aclOf(call: RangeCall): NetworkAcl {
  const id = String(call.params.NetworkAclId);
  const acl = regionOf(call).networkAcls[id];
  if (!acl) throw notFound('InvalidNetworkAclID', 'networkAcl ID', id);
  return acl;
}

function onAcl(call: RangeCall): AuthorizationRequest[] {
  const acl = aclOf(call);
  return [{ action: `ec2:${call.operation}`, resource: ec2Arn(call, 'network-acl', acl.id), resourceTags: acl.tags }];
}

function describeAcls(call: RangeCall) {
  const all = chosen(
    regionOf(call).networkAcls,
    listParam(call, 'NetworkAclId'),
    'InvalidNetworkAclID',
    'networkAcl ID',
    'acl',
  );
  const found = applyFilters(call, all, {
    'network-acl-id': (acl) => [acl.id],
    'vpc-id': (acl) => [acl.vpcId],
    default: (acl) => [String(acl.isDefault)],
    'association.subnet-id': (acl) => acl.associations.map((entry) => entry.subnetId),
    'association.association-id': (acl) => acl.associations.map((entry) => entry.associationId),
    'association.network-acl-id': (acl) => [acl.id],
  });
  const { items, nextToken } = pageOf(call, found);
  return { xml: { networkAclSet: items.map((acl) => aclXml(call, acl)), nextToken } };
}

function createAcl(call: RangeCall) {
  const region = regionOf(call);
  const vpcId = String(call.params.VpcId);
  if (!region.vpcs[vpcId]) throw notFound('InvalidVpcID', 'vpc ID', vpcId);
  const acl: NetworkAcl = {
    id: call.newId('acl'),
    vpcId,
    isDefault: false,
    entries: [catchAll(true), catchAll(false)],
    associations: [],
    tags: tagsFor(call, 'network-acl'),
  };
  region.networkAcls[acl.id] = acl;
  return { xml: { networkAcl: aclXml(call, acl) } };
}

function createEntry(call: RangeCall) {
  const acl = aclOf(call);
  const { RuleNumber, Protocol, RuleAction, Egress, CidrBlock, Ipv6CidrBlock, PortRange, Icmp } = call.params;
  const ruleNumber = Number(RuleNumber);
  const egress = Egress === 'true';
  if (RuleAction !== 'allow' && RuleAction !== 'deny')
    throw new ServiceError('InvalidParameterValue', 400, 'RuleAction must be allow or deny');
  if (!Number.isInteger(ruleNumber) || ruleNumber < 1 || ruleNumber > 32_766)
    throw new ServiceError('InvalidParameterValue', 400, 'RuleNumber must be between 1 and 32766');
  if (acl.entries.some((entry) => entry.ruleNumber === ruleNumber && entry.egress === egress)) {
    throw new ServiceError(
      'NetworkAclEntryAlreadyExists',
      400,
      `The network acl entry identified by ${ruleNumber} already exists.`,
    );
  }
  const ports = PortRange as Params | undefined;
  const icmp = Icmp as Params | undefined;
  acl.entries.push({
    ruleNumber,
    protocol: String(Protocol),
    ruleAction: RuleAction,
    egress,
    ...(CidrBlock === undefined ? {} : { cidrBlock: String(CidrBlock) }),
    ...(Ipv6CidrBlock === undefined ? {} : { ipv6CidrBlock: String(Ipv6CidrBlock) }),
    ...(ports ? { portRange: { from: Number(ports.From), to: Number(ports.To) } } : {}),
    ...(icmp ? { icmp: { code: Number(icmp.Code), type: Number(icmp.Type) } } : {}),
  });
  return { xml: { return: true } };
}

function replaceAssociation(call: RangeCall) {
  const target = aclOf(call);
  const id = String(call.params.AssociationId);
  for (const acl of Object.values(regionOf(call).networkAcls)) {
    const association = acl.associations.find((entry) => entry.associationId === id);
    if (!association) continue;
    if (acl.vpcId !== target.vpcId)
      throw new ServiceError('InvalidParameterValue', 400, 'The network acl belongs to another VPC');
    acl.associations = acl.associations.filter((entry) => entry !== association);
    const newAssociationId = call.newId('aclassoc');
    target.associations.push({ associationId: newAssociationId, subnetId: association.subnetId });
    return { xml: { newAssociationId } };
  }
  throw notFound('InvalidAssociationID', 'association ID', id);
}

function deleteAcl(call: RangeCall) {
  const acl = aclOf(call);
  if (acl.isDefault)
    throw new ServiceError('InvalidParameterValue', 400, `cannot delete default network ACL ${acl.id}`);
  if (acl.associations.length > 0)
    throw new ServiceError(
      'DependencyViolation',
      400,
      `The networkAcl '${acl.id}' has dependencies and cannot be deleted.`,
    );
  delete regionOf(call).networkAcls[acl.id];
  return { xml: { return: true } };
}

export const networkAclOperations: Record<string, Operation> = {
  DescribeNetworkAcls: { handle: describeAcls },
  CreateNetworkAcl: {
    required: ['VpcId'],
    mutates: true,
    authorize: (call) => [
      { action: 'ec2:CreateNetworkAcl', resource: ec2Arn(call, 'network-acl', '*') },
      { action: 'ec2:CreateNetworkAcl', resource: ec2Arn(call, 'vpc', String(call.params.VpcId)) },
      ...tagOnCreate(call, 'network-acl', tagsFor(call, 'network-acl')),
    ],
    handle: createAcl,
  },
  CreateNetworkAclEntry: {
    required: ['NetworkAclId', 'RuleNumber', 'Protocol', 'RuleAction', 'Egress'],
    mutates: true,
    authorize: onAcl,
    handle: createEntry,
  },
  ReplaceNetworkAclAssociation: {
    required: ['AssociationId', 'NetworkAclId'],
    mutates: true,
    authorize: onAcl,
    handle: replaceAssociation,
  },
  DeleteNetworkAcl: { required: ['NetworkAclId'], mutates: true, authorize: onAcl, handle: deleteAcl },
};
