import type { Image } from '../../estate/types.ts';
import type { Operation, RangeCall, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { applyFilters } from './filters.ts';
import { pageOf } from './page.ts';
import { ec2Time, listParam, malformedId, regionOf, tagSet } from './region-state.ts';

function visibleImages(call: RangeCall): Image[] {
  const own = Object.values(regionOf(call).images);
  const others = Object.values(call.estate.accounts)
    .filter((account) => account.id !== call.accountId)
    .flatMap((account) => Object.values(account.regions[call.region]?.images ?? {}))
    .filter((image) => image.isPublic && !own.some((mine) => mine.id === image.id));
  return [...own, ...others];
}

function imageXml(image: Image): { [name: string]: XmlValue } {
  return {
    imageId: image.id,
    imageLocation: `${image.ownerId}/${image.name}`,
    imageState: 'available',
    imageOwnerId: image.ownerId,
    creationDate: ec2Time(image.createdAtMs),
    isPublic: image.isPublic,
    architecture: image.architecture,
    imageType: 'machine',
    platformDetails: image.platformDetails,
    usageOperation: 'RunInstances',
    name: image.name,
    description: image.description,
    rootDeviceType: 'ebs',
    rootDeviceName: image.rootDeviceName,
    blockDeviceMapping: image.blockDevices.map((device) => ({
      deviceName: device.deviceName,
      ebs: {
        snapshotId: device.snapshotId,
        volumeSize: device.volumeSizeGiB,
        volumeType: device.volumeType,
        deleteOnTermination: device.deleteOnTermination,
        encrypted: device.encrypted,
      },
    })),
    virtualizationType: 'hvm',
    hypervisor: 'xen',
    enaSupport: true,
    tagSet: tagSet(image.tags),
  };
}

function describeImages(call: RangeCall) {
  const all = visibleImages(call);
  const ids = listParam(call, 'ImageId');
  for (const id of ids) {
    if (!/^ami-[0-9a-f]{8,17}$/.test(id)) throw malformedId('InvalidAMIID', id);
    if (!all.some((image) => image.id === id))
      throw new ServiceError('InvalidAMIID.NotFound', 400, `The image id '[${id}]' does not exist`);
  }
  const owners = listParam(call, 'Owner').map((owner) => (owner === 'self' ? call.accountId : owner));
  const wanted = all.filter(
    (image) => (ids.length === 0 || ids.includes(image.id)) && (owners.length === 0 || owners.includes(image.ownerId)),
  );
  const found = applyFilters(call, wanted, {
    'image-id': (image) => [image.id],
    name: (image) => [image.name],
    'owner-id': (image) => [image.ownerId],
    'is-public': (image) => [String(image.isPublic)],
    state: () => ['available'],
    architecture: (image) => [image.architecture],
    'block-device-mapping.snapshot-id': (image) => image.blockDevices.map((device) => device.snapshotId),
  });
  const { items, nextToken } = pageOf(call, found);
  return { xml: { imagesSet: items.map(imageXml), nextToken } };
}

export const imageOperations: Record<string, Operation> = { DescribeImages: { handle: describeImages } };
