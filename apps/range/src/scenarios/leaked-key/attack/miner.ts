/** Crypto-mining in a region where nobody looks, cleaned up before anybody did: the instance is known from logs only. */
import type { Actor } from '../../../estate/actors.ts';
import { ec2Id, uuid } from '../../../estate/ids.ts';
import type { Json, TrailCall } from '../../../estate/trail-record.ts';
import { HOUR_MS, MINUTE_MS } from '../cast.ts';
import type { Script } from '../script.ts';
import { VANISHED_USER } from './intermediate-user.ts';

const REGION = 'ap-southeast-1';

/** Hours 40 to 62; returns the vanished instance's id. */
export function playMiner(script: Script, actor: Actor): string {
  const { cast, random } = script;
  const accountId = cast.accounts.production;
  const instanceId = ec2Id(random, 'i');
  const groupId = ec2Id(random, 'sg');
  const subnet = Object.values(script.estate.accounts[accountId]!.regions[REGION]!.subnets)[0]!;
  const startMs = cast.attackMs + 40 * HOUR_MS;
  const base = { accountId, actor, region: REGION, service: 'ec2', readOnly: false };
  const arn = `arn:aws:ec2:${REGION}:${accountId}:instance/${instanceId}`;
  const principal = String(actor.userName);
  script.step('prepare-miner', { principal, affected: [groupId] }, [
    {
      ...base,
      atMs: startMs,
      name: 'CreateKeyPair',
      request: { keyName: 'xmr', keyType: 'rsa' },
      response: {
        requestId: uuid(random),
        keyName: 'xmr',
        keyPairId: ec2Id(random, 'key'),
        keyMaterial: '<sensitiveDataRemoved>',
      },
    },
    {
      ...base,
      atMs: startMs + MINUTE_MS,
      name: 'CreateSecurityGroup',
      request: { groupName: 'launch-wizard-9', groupDescription: 'launch', vpcId: subnet.vpcId },
      response: { requestId: uuid(random), _return: true, groupId },
    },
    {
      ...base,
      atMs: startMs + 2 * MINUTE_MS,
      name: 'AuthorizeSecurityGroupIngress',
      request: {
        groupId,
        ipPermissions: {
          items: [
            {
              ipProtocol: 'tcp',
              fromPort: 22,
              toPort: 22,
              groups: {},
              ipRanges: { items: [{ cidrIp: '0.0.0.0/0' }] },
              ipv6Ranges: {},
              prefixListIds: {},
            },
          ],
        },
      },
      response: { requestId: uuid(random), _return: true },
    },
  ]);
  script.step(
    'run-miner',
    { principal, affected: [arn] },
    runCalls(script, base, startMs + 5 * MINUTE_MS, { instanceId, groupId, subnetId: subnet.id, vpcId: subnet.vpcId }),
  );
  terminate(script, base, instanceId);
  return instanceId;
}

function terminate(script: Script, base: Base, instanceId: string): void {
  const { cast, random } = script;
  const principal = String(base.actor.userName);
  const arn = `arn:aws:ec2:${REGION}:${base.accountId}:instance/${instanceId}`;
  const endMs = cast.attackMs + 62 * HOUR_MS;
  script.step('terminate-miner', { principal, affected: [arn] }, [
    {
      ...base,
      atMs: endMs,
      name: 'TerminateInstances',
      request: { instancesSet: { items: [{ instanceId }] } },
      response: {
        requestId: uuid(random),
        instancesSet: {
          items: [
            {
              instanceId,
              currentState: { code: 32, name: 'shutting-down' },
              previousState: { code: 16, name: 'running' },
            },
          ],
        },
      },
    },
  ]);
}

type Base = Pick<TrailCall, 'accountId' | 'actor' | 'region' | 'service' | 'readOnly'>;

function runCalls(
  script: Script,
  base: Base,
  atMs: number,
  ids: { instanceId: string; groupId: string; subnetId: string; vpcId: string },
): TrailCall[] {
  const { random } = script;
  const imageId = ec2Id(random, 'ami');
  const request = (instanceType: string): Json => launchRequest(instanceType, imageId, ids);
  const message =
    'You have requested more vCPU capacity than your current vCPU limit of 0 allows for the instance bucket that the specified instance type belongs to.';
  const item = {
    instanceId: ids.instanceId,
    imageId,
    instanceState: { code: 0, name: 'pending' },
    amiLaunchIndex: 0,
    instanceType: 'c6i.8xlarge',
    launchTime: atMs + 40_000,
    placement: { availabilityZone: `${REGION}a`, tenancy: 'default' },
    monitoring: { state: 'disabled' },
    subnetId: ids.subnetId,
    vpcId: ids.vpcId,
    privateIpAddress: '172.31.4.87',
    architecture: 'x86_64',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    keyName: 'xmr',
    groupSet: { items: [{ groupId: ids.groupId, groupName: 'launch-wizard-9' }] },
  };
  const accepted = {
    requestId: uuid(random),
    reservationId: ec2Id(random, 'r'),
    ownerId: base.accountId,
    groupSet: {},
    instancesSet: { items: [item] },
  };
  return [
    {
      ...base,
      atMs,
      name: 'RunInstances',
      request: request('p4d.24xlarge'),
      error: { code: 'Client.VcpuLimitExceeded', message },
    },
    {
      ...base,
      atMs: atMs + 40_000,
      name: 'RunInstances',
      request: request('c6i.8xlarge'),
      response: accepted,
    },
  ];
}

/** Hour 64: the intermediate user goes, and the last sign of life. */
export function playCleanUp(script: Script, backdoor: Actor, vanished: Actor): void {
  const { cast } = script;
  const atMs = cast.attackMs + 64 * HOUR_MS;
  const base = {
    accountId: cast.accounts.production,
    actor: backdoor,
    region: 'us-east-1',
    service: 'iam',
    readOnly: false,
  };
  const userName = VANISHED_USER;
  const arn = `arn:aws:iam::${cast.accounts.production}:user/${userName}`;
  const principal = String(backdoor.userName);
  script.step('delete-intermediate-user', { principal, affected: [arn] }, [
    {
      ...base,
      atMs,
      name: 'DetachUserPolicy',
      request: { userName, policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    },
    {
      ...base,
      atMs: atMs + 9000,
      name: 'DeleteAccessKey',
      request: { userName, accessKeyId: vanished.accessKeyId ?? '' },
    },
    { ...base, atMs: atMs + 15_000, name: 'DeleteUser', request: { userName } },
  ]);
  script.step('last-contact', { principal, affected: [] }, [
    {
      ...base,
      atMs: cast.attackMs + 66 * HOUR_MS + 3 * MINUTE_MS,
      service: 'sts',
      name: 'GetCallerIdentity',
      readOnly: true,
    },
  ]);
}

/** RunInstances as CloudTrail writes it, with a name that is no name. */
function launchRequest(instanceType: string, imageId: string, ids: { groupId: string; subnetId: string }): Json {
  return {
    instancesSet: { items: [{ imageId, minCount: 1, maxCount: 1, keyName: 'xmr' }] },
    groupSet: { items: [{ groupId: ids.groupId }] },
    userData: '<sensitiveDataRemoved>',
    instanceType,
    blockDeviceMapping: {},
    monitoring: { enabled: false },
    subnetId: ids.subnetId,
    disableApiTermination: false,
    disableApiStop: false,
    ebsOptimized: false,
    instanceInitiatedShutdownBehavior: 'terminate',
    tagSpecificationSet: {
      items: [{ resourceType: 'instance', tags: [{ key: 'Name', value: '"><img src=x onerror=alert(1)>' }] }],
    },
  };
}
