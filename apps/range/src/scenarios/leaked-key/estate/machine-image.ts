/** What instances of several regions share: the machine image and the SSM agent. */
import { ec2Id } from '../../../estate/ids.ts';
import type { Instance, RegionState } from '../../../estate/types.ts';
import { type Cast, DAY_MS, MINUTE_MS } from '../cast.ts';

const AMAZON_OWNER = '137112412989';

export function addImage(cast: Cast, region: RegionState): string {
  const random = cast.random.fork(`image-${region.name}`);
  const id = ec2Id(random, 'ami');
  region.images[id] = {
    id,
    name: 'al2023-ami-2023.9.20261020.0-kernel-6.1-x86_64',
    description: 'Amazon Linux 2023 AMI',
    ownerId: AMAZON_OWNER,
    isPublic: true,
    architecture: 'x86_64',
    platformDetails: 'Linux/UNIX',
    createdAtMs: cast.nowMs - 33 * DAY_MS,
    rootDeviceName: '/dev/xvda',
    blockDevices: [
      {
        deviceName: '/dev/xvda',
        snapshotId: ec2Id(random, 'snap'),
        volumeSizeGiB: 8,
        volumeType: 'gp3',
        deleteOnTermination: true,
        encrypted: false,
      },
    ],
    tags: {},
  };
  return id;
}

export function agent(cast: Cast): (name: string) => Instance['ssmAgent'] {
  return (computerName) => ({
    pingStatus: 'Online',
    lastPingAtMs: cast.nowMs - 2 * MINUTE_MS,
    agentVersion: '3.3.3050.0',
    platformType: 'Linux',
    platformName: 'Amazon Linux',
    platformVersion: '2023',
    computerName,
  });
}
