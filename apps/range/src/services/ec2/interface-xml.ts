import type { NetworkInterface, RegionState } from '../../estate/types.ts';
import type { XmlValue } from '../../wire/service.ts';
import { ec2Time, tagSet } from './region-state.ts';

type Xml = { [name: string]: XmlValue };

export function groupSet(
  region: RegionState,
  groupIds: string[],
): { groupId: string; groupName: string | undefined }[] {
  return groupIds.map((groupId) => ({ groupId, groupName: region.securityGroups[groupId]?.name }));
}

export function publicDnsName(regionName: string, ip: string): string {
  const zone = regionName === 'us-east-1' ? 'compute-1' : `${regionName}.compute`;
  return `ec2-${ip.replaceAll('.', '-')}.${zone}.amazonaws.com`;
}

/** Public address of one private address: an elastic one, or the one given at launch (primary address only). */
export function publicAddress(
  region: RegionState,
  owner: string,
  nic: NetworkInterface,
  address: string,
  isInsideInstance: boolean,
): Xml | undefined {
  const elastic = Object.values(region.addresses).find(
    (entry) => entry.networkInterfaceId === nic.id && entry.privateIpAddress === address,
  );
  if (elastic) {
    return {
      publicIp: elastic.publicIp,
      publicDnsName: publicDnsName(region.name, elastic.publicIp),
      ipOwnerId: owner,
      allocationId: isInsideInstance ? undefined : elastic.allocationId,
      associationId: isInsideInstance ? undefined : elastic.associationId,
    };
  }
  const isPrimary = nic.privateIpAddresses.some((entry) => entry.primary && entry.address === address);
  if (!isPrimary || nic.autoAssignedPublicIp === undefined) return undefined;
  const ip = nic.autoAssignedPublicIp;
  return { publicIp: ip, publicDnsName: publicDnsName(region.name, ip), ipOwnerId: 'amazon' };
}

function attachmentXml(nic: NetworkInterface, owner: string): Xml | undefined {
  const at = nic.attachment;
  return (
    at && {
      attachmentId: at.id,
      instanceId: at.instanceId,
      instanceOwnerId: nic.requesterManaged ? 'amazon-aws' : owner,
      deviceIndex: at.deviceIndex,
      networkCardIndex: 0,
      status: at.status,
      attachTime: ec2Time(at.attachedAtMs),
      deleteOnTermination: at.deleteOnTermination,
    }
  );
}

/** A network interface as DescribeNetworkInterfaces shows it; `tagName` is `tagSet` there and absent inside an instance. */
export function interfaceXml(
  region: RegionState,
  owner: string,
  nic: NetworkInterface,
  isInsideInstance: boolean,
): Xml {
  const primary = nic.privateIpAddresses.find((entry) => entry.primary) ?? nic.privateIpAddresses[0];
  const attachment = attachmentXml(nic, owner);
  return {
    networkInterfaceId: nic.id,
    subnetId: nic.subnetId,
    vpcId: nic.vpcId,
    availabilityZone: isInsideInstance ? undefined : nic.availabilityZone,
    description: nic.description,
    ownerId: owner,
    requesterId: isInsideInstance ? undefined : nic.requesterId,
    requesterManaged: isInsideInstance ? undefined : nic.requesterManaged,
    status: nic.status,
    macAddress: nic.macAddress,
    privateIpAddress: primary?.address,
    privateDnsName: primary?.dnsName,
    sourceDestCheck: nic.sourceDestCheck,
    groupSet: groupSet(region, nic.groupIds),
    attachment:
      attachment && isInsideInstance
        ? { ...attachment, instanceId: undefined, instanceOwnerId: undefined }
        : attachment,
    association: primary ? publicAddress(region, owner, nic, primary.address, isInsideInstance) : undefined,
    privateIpAddressesSet: nic.privateIpAddresses.map((entry) => ({
      privateIpAddress: entry.address,
      privateDnsName: entry.dnsName,
      primary: entry.primary,
      association: publicAddress(region, owner, nic, entry.address, isInsideInstance),
    })),
    ipv6AddressesSet: [],
    interfaceType: nic.interfaceType,
    tagSet: isInsideInstance ? undefined : tagSet(nic.tags),
  };
}
