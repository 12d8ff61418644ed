/** Instances, networks and disks of production and development, as they stand now. */
import { launch } from '../../../estate/instance-builder.ts';
import { addSecurityGroup, addVpc } from '../../../estate/network-builder.ts';
import type { Estate, Instance, RegionState } from '../../../estate/types.ts';
import { type Cast, DAY_MS } from '../cast.ts';
import { addImage, agent } from './machine-image.ts';
import { stageWeb } from './web-tier.ts';

/** Everything regional; returns what the attack needs to know. */
export function stageWorkloads(cast: Cast, estate: Estate): { compromised: Instance; imageId: string } {
  const production = estate.accounts[cast.accounts.production]!;
  const development = estate.accounts[cast.accounts.development]!;
  const ireland = production.regions['eu-west-1']!;
  const imageId = addImage(cast, ireland);
  const compromised = stageWeb(cast, estate, ireland, imageId);
  stageFrankfurt(cast, production.regions['eu-central-1']!);
  stageDefaultVpcs(cast, estate);
  stageBuildServer(cast, development.regions['eu-central-1']!);
  return { compromised, imageId };
}

/** A reporting host in Frankfurt, untouched. */
function stageFrankfurt(cast: Cast, region: RegionState): void {
  const random = cast.random.fork('frankfurt');
  const imageId = addImage(cast, region);
  const { vpc, subnets } = addVpc(random, region, {
    name: 'reporting-vpc',
    octet: 30,
    subnets: [{ name: 'reporting-a', isPublic: false }],
  });
  const group = addSecurityGroup(random, region, vpc.id, 'reporting-sg', 'Reporting', []);
  launch(random, region, {
    name: 'reporting-1',
    subnet: subnets[0]!,
    host: 12,
    groupIds: [group.id],
    instanceType: 'm6i.large',
    imageId,
    launchedAtMs: cast.nowMs - 77 * DAY_MS,
    volumes: [
      {
        deviceName: '/dev/xvda',
        sizeGiB: 8,
        deleteOnTermination: true,
        content: { kind: 'synthetic', seed: cast.seed + 4, writtenShare: 0.01, zeroShare: 0.2 },
      },
    ],
    rest: { ssmAgent: agent(cast)('reporting-1') },
  });
}

/** The development build server: its second disk is large, for block benchmarks. */
function stageBuildServer(cast: Cast, region: RegionState): void {
  const random = cast.random.fork('build-server');
  const imageId = addImage(cast, region);
  const { vpc, subnets } = addVpc(random, region, {
    name: 'build-vpc',
    octet: 40,
    subnets: [{ name: 'build-a', isPublic: true }],
  });
  const group = addSecurityGroup(random, region, vpc.id, 'build-sg', 'Build servers', [
    { ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIpv4: '192.0.2.0/24' },
  ]);
  launch(random, region, {
    name: 'build-server-1',
    subnet: subnets[0]!,
    host: 9,
    groupIds: [group.id],
    instanceType: 'c6i.2xlarge',
    imageId,
    launchedAtMs: cast.nowMs - 50 * DAY_MS,
    publicIp: '203.0.113.90',
    volumes: [
      {
        deviceName: '/dev/xvda',
        sizeGiB: 8,
        deleteOnTermination: true,
        content: { kind: 'synthetic', seed: cast.seed + 5, writtenShare: 0.02, zeroShare: 0.2 },
      },
      {
        deviceName: '/dev/sdg',
        sizeGiB: 16,
        deleteOnTermination: false,
        content: { kind: 'synthetic', seed: cast.seed + 6, writtenShare: 0.5, zeroShare: 0.05 },
      },
    ],
  });
}

/** Every enabled region of production has AWS's default VPC. */
function stageDefaultVpcs(cast: Cast, estate: Estate): void {
  for (const region of Object.values(estate.accounts[cast.accounts.production]!.regions)) {
    const random = cast.random.fork(`default-${region.name}`);
    const subnets = region.availabilityZones.map((zone) => ({ name: `default-${zone.name}`, isPublic: true }));
    addVpc(random, region, { name: 'default', octet: 31, subnets, isDefault: true });
  }
}
