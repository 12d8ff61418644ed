import type { ElasticAddress } from '../../estate/types.ts';
import type { Operation, RangeCall, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { applyFilters } from './filters.ts';
import { chosenInstances } from './instances.ts';
import { interfaceOf } from './interface-changes.ts';
import { ec2Arn, listParam, notFound, regionOf, tagSet } from './region-state.ts';

function addressXml(call: RangeCall, address: ElasticAddress): { [name: string]: XmlValue } {
  const nic =
    address.networkInterfaceId === undefined ? undefined : regionOf(call).networkInterfaces[address.networkInterfaceId];
  return {
    publicIp: address.publicIp,
    allocationId: address.allocationId,
    domain: 'vpc',
    instanceId: nic?.attachment?.instanceId,
    associationId: address.associationId,
    networkInterfaceId: address.networkInterfaceId,
    networkInterfaceOwnerId: nic ? call.accountId : undefined,
    privateIpAddress: address.privateIpAddress,
    tagSet: tagSet(address.tags),
    publicIpv4Pool: 'amazon',
    networkBorderGroup: call.region,
  };
}

function describeAddresses(call: RangeCall) {
  const all = Object.values(regionOf(call).addresses);
  const ids = listParam(call, 'AllocationId');
  const ips = listParam(call, 'PublicIp');
  const unknown = ids.find((id) => !all.some((address) => address.allocationId === id));
  if (unknown) throw notFound('InvalidAllocationID', 'allocation ID', unknown);
  const unknownIp = ips.find((ip) => !all.some((address) => address.publicIp === ip));
  if (unknownIp) throw new ServiceError('InvalidAddress.NotFound', 400, `Address '${unknownIp}' not found.`);
  const wanted = all.filter(
    (address) =>
      (ids.length === 0 || ids.includes(address.allocationId)) && (ips.length === 0 || ips.includes(address.publicIp)),
  );
  const found = applyFilters(call, wanted, {
    'allocation-id': (address) => [address.allocationId],
    'association-id': (address) => [address.associationId],
    'network-interface-id': (address) => [address.networkInterfaceId],
    'private-ip-address': (address) => [address.privateIpAddress],
    'public-ip': (address) => [address.publicIp],
    'instance-id': (address) => [
      regionOf(call).networkInterfaces[address.networkInterfaceId ?? '']?.attachment?.instanceId,
    ],
    domain: () => ['vpc'],
  });
  return { xml: { addressesSet: found.map((address) => addressXml(call, address)) } };
}

function addressOf(call: RangeCall): ElasticAddress {
  const { addresses } = regionOf(call);
  const { AllocationId, AssociationId, PublicIp } = call.params;
  const found = Object.values(addresses).find(
    (address) =>
      address.allocationId === AllocationId ||
      (AssociationId !== undefined && address.associationId === AssociationId) ||
      (PublicIp !== undefined && address.publicIp === PublicIp),
  );
  if (found) return found;
  if (AssociationId !== undefined) throw notFound('InvalidAssociationID', 'association ID', String(AssociationId));
  throw notFound('InvalidAllocationID', 'allocation ID', String(AllocationId));
}

function associate(call: RangeCall) {
  const address = addressOf(call);
  const { NetworkInterfaceId, InstanceId, PrivateIpAddress, AllowReassociation } = call.params;
  const [instance] = InstanceId === undefined ? [] : chosenInstances(call, [String(InstanceId)]);
  const nic = interfaceOf(call, String(NetworkInterfaceId ?? instance?.networkInterfaceIds[0] ?? ''));
  if (address.associationId !== undefined && AllowReassociation !== 'true' && address.networkInterfaceId !== nic.id) {
    throw new ServiceError(
      'Resource.AlreadyAssociated',
      400,
      `resource ${address.allocationId} is already associated with associate-id ${address.associationId}`,
    );
  }
  const primary = nic.privateIpAddresses.find((entry) => entry.primary)?.address;
  const privateIp = String(PrivateIpAddress ?? primary ?? '');
  if (!nic.privateIpAddresses.some((entry) => entry.address === privateIp))
    throw new ServiceError('InvalidParameterValue', 400, `invalid value for parameter address: ${privateIp}`);
  address.associationId = call.newId('eipassoc');
  address.networkInterfaceId = nic.id;
  address.privateIpAddress = privateIp;
  return { xml: { return: true, associationId: address.associationId } };
}

function disassociate(call: RangeCall) {
  const address = addressOf(call);
  delete address.associationId;
  delete address.networkInterfaceId;
  delete address.privateIpAddress;
  return { xml: { return: true } };
}

const onAddress: Operation['authorize'] = (call) => {
  const address = addressOf(call);
  return [
    {
      action: `ec2:${call.operation}`,
      resource: ec2Arn(call, 'elastic-ip', address.allocationId),
      resourceTags: address.tags,
    },
  ];
};

export const addressOperations: Record<string, Operation> = {
  DescribeAddresses: { handle: describeAddresses },
  AssociateAddress: { required: ['AllocationId'], mutates: true, authorize: onAddress, handle: associate },
  DisassociateAddress: { mutates: true, authorize: onAddress, handle: disassociate },
};
