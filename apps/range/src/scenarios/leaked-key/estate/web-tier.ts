/** The web tier in Ireland with the compromised instance. */
import { ec2Id } from '../../../estate/ids.ts';
import { addInterface, launch } from '../../../estate/instance-builder.ts';
import { addSecurityGroup, addVpc } from '../../../estate/network-builder.ts';
import type { Random } from '../../../estate/random.ts';
import type { Estate, Instance, RegionState, SecurityGroup, Subnet } from '../../../estate/types.ts';
import { type Cast, DAY_MS, HOUR_MS, MINUTE_MS } from '../cast.ts';
import { APP_ROLE, WEB_ROLE } from './identities.ts';
import { agent } from './machine-image.ts';

export const WEB_GROUP = 'web-frontend-asg';
/** The shop's network: two public subnets, a private one, and the groups of its two tiers. */
function addShopNetwork(
  random: Random,
  region: RegionState,
): { subnets: Subnet[]; web: SecurityGroup; backend: SecurityGroup } {
  const { vpc, subnets } = addVpc(random, region, {
    name: 'shop-vpc',
    octet: 20,
    subnets: [
      { name: 'shop-public-a', isPublic: true },
      { name: 'shop-public-b', isPublic: true },
      { name: 'shop-private-a', isPublic: false },
    ],
  });
  const web = addSecurityGroup(random, region, vpc.id, 'web-sg', 'HTTP from anywhere', [
    { ipProtocol: 'tcp', fromPort: 80, toPort: 80, cidrIpv4: '0.0.0.0/0' },
    { ipProtocol: 'tcp', fromPort: 443, toPort: 443, cidrIpv4: '0.0.0.0/0' },
    { ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIpv4: '192.0.2.0/24', description: 'office' },
  ]);
  const backend = addSecurityGroup(random, region, vpc.id, 'backend-sg', 'Order service', [
    { ipProtocol: 'tcp', fromPort: 8080, toPort: 8080, referencedGroupId: web.id },
  ]);
  return { subnets, web, backend };
}

/** The web tier in Ireland: two instances of a scaling group, one of them compromised, and the order service beside them. */
export function stageWeb(cast: Cast, estate: Estate, region: RegionState, imageId: string): Instance {
  const random = cast.random.fork('web');
  const { iam } = estate.accounts[cast.accounts.production]!;
  const { subnets, web, backend } = addShopNetwork(random, region);
  const profile = iam.instanceProfiles[WEB_ROLE.replace('-role', '-profile')]!;
  const launchedAtMs = cast.nowMs - 19 * DAY_MS;
  const ssm = agent(cast);
  const common = { groupIds: [web.id], instanceType: 't3.medium', imageId, profile };
  const root = { deviceName: '/dev/xvda', sizeGiB: 8, deleteOnTermination: true };
  const compromised = launch(random, region, {
    ...common,
    name: 'shop-web-1',
    subnet: subnets[0]!,
    host: 24,
    launchedAtMs,
    volumes: [
      { ...root, content: { kind: 'image', image: 'web-root' } },
      { deviceName: '/dev/sdf', sizeGiB: 4, deleteOnTermination: true, content: { kind: 'image', image: 'web-data' } },
    ],
    tags: { 'aws:autoscaling:groupName': WEB_GROUP, service: 'shop', stage: 'production' },
    rest: {
      autoScalingGroupName: WEB_GROUP,
      ssmAgent: ssm('shop-web-1'),
      keyName: 'ops-2024',
      userDataBase64: userData(cast),
      metadataOptions: { httpTokens: 'optional', httpPutResponseHopLimit: 2, httpEndpoint: 'enabled' },
    },
  });
  addSecondInterface(random, region, compromised, subnets[0]!, backend.id);
  addAddress(random, region, compromised, '203.0.113.24');
  addConnections(cast, compromised);
  const neighbour = launch(random, region, {
    ...common,
    name: 'shop-web-2',
    subnet: subnets[1]!,
    host: 31,
    launchedAtMs: cast.nowMs - 11 * DAY_MS,
    publicIp: '203.0.113.31',
    volumes: [{ ...root, content: { kind: 'synthetic', seed: cast.seed + 2, writtenShare: 0.01, zeroShare: 0.1 } }],
    tags: { 'aws:autoscaling:groupName': WEB_GROUP, service: 'shop', stage: 'production' },
    rest: { autoScalingGroupName: WEB_GROUP, ssmAgent: ssm('shop-web-2'), userDataBase64: userData(cast) },
  });
  launch(random, region, {
    name: 'order-service-1',
    subnet: subnets[0]!,
    host: 40,
    groupIds: [backend.id],
    instanceType: 't3.large',
    imageId,
    launchedAtMs: cast.nowMs - 140 * DAY_MS,
    profile: iam.instanceProfiles[APP_ROLE.replace('-role', '-profile')]!,
    volumes: [
      { ...root, sizeGiB: 20, content: { kind: 'synthetic', seed: cast.seed + 3, writtenShare: 0.01, zeroShare: 0.1 } },
    ],
    tags: { service: 'orders', stage: 'production' },
    rest: { ssmAgent: ssm('order-service-1') },
  });
  addScalingGroup(cast, random, estate, region, subnets, [compromised, neighbour]);
  return compromised;
}

function userData(cast: Cast): string {
  const script = [
    '#!/bin/bash',
    'dnf -y install nginx nodejs',
    `aws s3 cp s3://${cast.buckets.artifacts}/shop/current.tar.gz /opt/shop.tar.gz`,
    'tar -xzf /opt/shop.tar.gz -C /srv',
    'systemctl enable --now nginx shop',
    '',
  ];
  return Buffer.from(script.join('\n')).toString('base64');
}

function addSecondInterface(
  random: Random,
  region: RegionState,
  instance: Instance,
  subnet: Subnet,
  groupId: string,
): void {
  const spec = { subnet, groupIds: [groupId], launchedAtMs: instance.launchedAtMs };
  const second = addInterface(random, region, spec, instance.id, 1, 25);
  second.description = 'backend side';
  instance.networkInterfaceIds.push(second.id);
}

function addAddress(random: Random, region: RegionState, instance: Instance, publicIp: string): void {
  const allocationId = ec2Id(random, 'eipalloc');
  region.addresses[allocationId] = {
    allocationId,
    publicIp,
    associationId: ec2Id(random, 'eipassoc'),
    networkInterfaceId: instance.networkInterfaceIds[0],
    privateIpAddress: instance.privateIpAddress,
    tags: { Name: 'shop-web-1' },
  };
}

/** A reverse shell of the attacker that still runs, a browser and the SSM agent. */
function addConnections(cast: Cast, instance: Instance): void {
  const networkInterfaceId = instance.networkInterfaceIds[0]!;
  const base = {
    protocol: 'tcp',
    networkInterfaceId,
    localIp: instance.privateIpAddress,
    isTracked: true,
    state: 'established',
  } as const;
  instance.connections.push(
    {
      ...base,
      id: 'conn-1',
      direction: 'outbound',
      localPort: 48122,
      remoteIp: cast.origins.attackerHost.ip,
      remotePort: 443,
      process: '/usr/local/bin/kworkerd',
      pid: 31337,
      startedAtMs: cast.attackMs + 55 * MINUTE_MS,
      isAttacker: true,
    },
    {
      ...base,
      id: 'conn-2',
      direction: 'inbound',
      localPort: 443,
      remoteIp: '198.51.100.200',
      remotePort: 51544,
      process: 'nginx',
      pid: 902,
      startedAtMs: cast.nowMs - 4 * MINUTE_MS,
      isAttacker: false,
    },
    {
      ...base,
      id: 'conn-3',
      direction: 'outbound',
      localPort: 39010,
      remoteIp: '52.95.120.5',
      remotePort: 443,
      process: 'amazon-ssm-agent',
      pid: 611,
      startedAtMs: cast.nowMs - 6 * HOUR_MS,
      isAttacker: false,
    },
  );
}

function addScalingGroup(
  cast: Cast,
  random: Random,
  estate: Estate,
  region: RegionState,
  subnets: Subnet[],
  members: Instance[],
): void {
  const accountId = cast.accounts.production;
  region.autoScalingGroups[WEB_GROUP] = {
    name: WEB_GROUP,
    arn: `arn:aws:autoscaling:${region.name}:${accountId}:autoScalingGroup:${random.text(8, '0123456789abcdef')}:autoScalingGroupName/${WEB_GROUP}`,
    minSize: 2,
    maxSize: 4,
    desiredCapacity: 2,
    defaultCooldownSeconds: 300,
    availabilityZones: [subnets[0]!.availabilityZone, subnets[1]!.availabilityZone],
    subnetIds: [subnets[0]!.id, subnets[1]!.id],
    launchTemplate: { id: ec2Id(random, 'lt'), name: 'shop-web', version: '41' },
    targetGroupArns: [
      `arn:aws:elasticloadbalancing:${region.name}:${accountId}:targetgroup/shop-web/${random.text(16, '0123456789abcdef')}`,
    ],
    loadBalancerNames: [],
    healthCheckType: 'ELB',
    healthCheckGracePeriodSeconds: 120,
    createdAtMs: cast.nowMs - 380 * DAY_MS,
    serviceLinkedRoleArn: estate.accounts[accountId]!.iam.roles.AWSServiceRoleForAutoScaling!.arn,
    suspendedProcesses: [],
    instances: members.map((member) => ({
      instanceId: member.id,
      instanceType: member.instanceType,
      availabilityZone: member.availabilityZone,
      lifecycleState: 'InService',
      healthStatus: 'Healthy',
      protectedFromScaleIn: false,
    })),
    activities: [],
    tags: { service: 'shop' },
  };
}
