import type { Volume } from '../../estate/types.ts';
import type { Operation, RangeCall, XmlValue } from '../../wire/service.ts';
import { applyFilters, type FilterTable } from './filters.ts';
import { pageOf } from './page.ts';
import { chosen, ec2Time, listParam, regionOf, tagSet } from './region-state.ts';

const FILTERS: FilterTable<Volume> = {
  'volume-id': (volume) => [volume.id],
  'attachment.instance-id': (volume) => volume.attachments.map((entry) => entry.instanceId),
  'attachment.device': (volume) => volume.attachments.map((entry) => entry.deviceName),
  'attachment.status': (volume) => volume.attachments.map((entry) => entry.state),
  'attachment.delete-on-termination': (volume) => volume.attachments.map((entry) => String(entry.deleteOnTermination)),
  'availability-zone': (volume) => [volume.availabilityZone],
  encrypted: (volume) => [String(volume.encrypted)],
  size: (volume) => [String(volume.sizeGiB)],
  'snapshot-id': (volume) => [volume.snapshotId],
  status: (volume) => [volume.state],
  'volume-type': (volume) => [volume.volumeType],
};

function volumeXml(volume: Volume): { [name: string]: XmlValue } {
  return {
    volumeId: volume.id,
    size: volume.sizeGiB,
    snapshotId: volume.snapshotId,
    availabilityZone: volume.availabilityZone,
    status: volume.state,
    createTime: ec2Time(volume.createdAtMs),
    attachmentSet: volume.attachments.map((entry) => ({
      volumeId: volume.id,
      instanceId: entry.instanceId,
      device: entry.deviceName,
      status: entry.state,
      attachTime: ec2Time(entry.attachedAtMs),
      deleteOnTermination: entry.deleteOnTermination,
    })),
    tagSet: tagSet(volume.tags),
    volumeType: volume.volumeType,
    iops: volume.iops,
    throughput: volume.throughput,
    encrypted: volume.encrypted,
    kmsKeyId: volume.kmsKeyId,
    multiAttachEnabled: false,
  };
}

function describeVolumes(call: RangeCall) {
  const all = chosen(regionOf(call).volumes, listParam(call, 'VolumeId'), 'InvalidVolume', 'volume', 'vol');
  const { items, nextToken } = pageOf(call, applyFilters(call, all, FILTERS));
  return { xml: { volumeSet: items.map(volumeXml), nextToken } };
}

export const volumeOperations: Record<string, Operation> = { DescribeVolumes: { handle: describeVolumes } };
