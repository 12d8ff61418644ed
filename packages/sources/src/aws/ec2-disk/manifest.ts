import type { SourceManifest } from '@virga/source-kit';
import { z } from 'zod';
import { jobTag } from '../job-tag.ts';
import { templateParameter } from '../template-parameter.ts';

const parameters = z.strictObject({
  instanceId: z.string().regex(/^i-[0-9a-f]{8,17}$/),
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/),
  volumeIds: z
    .array(z.string().regex(/^vol-[0-9a-f]{8,17}$/))
    .max(40)
    .default([]),
});

export type Ec2DiskParameters = z.infer<typeof parameters>;

const snapshots = 'arn:aws:ec2:*::snapshot/*';
const ours = { Null: { [`aws:ResourceTag/${jobTag}`]: 'false' } };

export const ec2DiskManifest: SourceManifest<typeof parameters> = {
  id: 'aws/ec2-disk',
  title: 'EC2 disks',
  provider: 'aws',
  brings: 'Every block of the disks at one moment: files, deleted files, logs and what was never logged.',
  parameters,
  hints: {
    instanceId: { label: 'Instance', help: 'All its EBS volumes are taken at one moment. Instance store cannot be.' },
    region: { label: 'Region', help: 'Where the instance runs.' },
    volumeIds: { label: 'Volumes', help: 'Only these; empty: all.' },
  },
  targets: ['instance'],
  permissions: [
    { action: 'ec2:DescribeInstances', grant: 'collect-read', why: 'Volumes of the instance' },
    { action: 'ec2:DescribeVolumes', grant: 'collect-read', why: 'Size, encryption and key of each volume' },
    { action: 'ec2:DescribeSnapshots', grant: 'collect-read', why: 'Progress, and whether our snapshot still lives' },
    { action: 'ec2:CreateSnapshots', grant: 'collect-write', why: 'One moment over all volumes' },
    { action: 'ec2:CreateSnapshot', grant: 'collect-write', why: 'CreateSnapshots is checked per volume too' },
    {
      action: 'ec2:CreateTags',
      grant: 'collect-write',
      resource: snapshots,
      condition: { StringEquals: { 'ec2:CreateAction': ['CreateSnapshot', 'CreateSnapshots'] } },
      why: 'Our tag, at creation only: it finds our snapshots again',
    },
    {
      action: 'ec2:DeleteSnapshot',
      grant: 'collect-write',
      resource: snapshots,
      condition: ours,
      why: 'Our own snapshots, once sealed',
    },
    {
      action: 'ebs:ListSnapshotBlocks',
      grant: 'collect-write',
      resource: snapshots,
      condition: ours,
      why: 'Which blocks were ever written',
    },
    { action: 'ebs:GetSnapshotBlock', grant: 'collect-write', resource: snapshots, condition: ours, why: 'The blocks' },
    {
      action: 'kms:DescribeKey',
      grant: 'collect-write',
      resource: templateParameter('EvidenceKeyArn'),
      why: 'State of the key of an encrypted volume',
    },
    {
      action: 'kms:Decrypt',
      grant: 'collect-write',
      resource: templateParameter('EvidenceKeyArn'),
      why: 'Blocks of an encrypted volume',
    },
  ],
  produces: [
    { format: 'disk/filesystem', title: 'Disk image', kind: 'image' },
    { format: 'aws/ebs-block-list', title: 'Block list of the image', kind: 'pack' },
  ],
  timelineSources: ['disk/file'],
  volatility: 4,
  retention: 'Lives as long as the volume: a terminated instance usually takes its root volume along.',
  effect: {
    altersTarget: false,
    sentence:
      'The disks are not written. A snapshot per volume exists in the account until its image is sealed and read back.',
  },
  cost: 'About 3 US$ per 1,000,000 blocks (512 GiB written), 0.05 US$ per GB-month while the snapshot lives, and transfer out of the region.',
  steps: ['prepare', 'snapshot', 'transfer', 'seal', 'parse', 'ledger'],
  proof: [
    {
      where: 'range',
      note: 'EBS direct with the real SDK: kill in mid-transfer, corrupt block, expired token, throttling.',
    },
  ],
};
