/** What the instances do by themselves: fetch role credentials, report to Systems Manager, read and write customer data. */
import { roleActor } from '../../../estate/actors.ts';
import type { TrailCall } from '../../../estate/trail-record.ts';
import type { Instance } from '../../../estate/types.ts';
import { dataCall } from '../attack/exfiltration.ts';
import { APP_ROLE, WEB_ROLE } from '../estate/identities.ts';
import type { Script } from '../script.ts';
import { type Activity, assumedByService, burst } from './activity.ts';

function instancesNamed(script: Script, prefix: string): Instance[] {
  const region = script.estate.accounts[script.cast.accounts.production]!.regions['eu-west-1']!;
  return Object.values(region.instances).filter((instance) => instance.tags.Name?.startsWith(prefix));
}

/** EC2 renews an instance's role credentials, and the instance uses them at home. */
export const instanceAtWork: Activity = (script, random, atMs) => {
  const { cast, estate } = script;
  const accountId = cast.accounts.production;
  const isWeb = random.chance(0.6);
  const instance = random.pick(instancesNamed(script, isWeb ? 'shop-web' : 'order-service'));
  const role = estate.accounts[accountId]!.iam.roles[isWeb ? WEB_ROLE : APP_ROLE]!;
  const spec = { atMs, accountId, region: 'eu-west-1', role, host: 'ec2.amazonaws.com', sessionName: instance.id };
  const { call, accessKeyId } = assumedByService(random, spec);
  const ip = isWeb ? '203.0.113.24' : cast.origins.nat.ip;
  const session = {
    sessionName: instance.id,
    accessKeyId,
    startedAtMs: atMs,
    ec2RoleDelivery: isWeb ? '1.0' : '2.0',
  } as const;
  const agent = 'aws-sdk-go/1.55.7 (go1.24.6; linux; amd64) amazon-ssm-agent/3.3.3050.0';
  const actor = roleActor(accountId, role, { ip, agent }, session);
  const request = {
    instanceId: instance.id,
    agentVersion: '3.3.3050.0',
    agentStatus: 'Active',
    platformType: 'Linux',
    platformName: 'Amazon Linux',
    platformVersion: '2023',
    iPAddress: instance.privateIpAddress,
  };
  const reports = Array.from(
    { length: random.between(1, 4) },
    () => ['ssm:UpdateInstanceInformation', request] as [string, typeof request],
  );
  const base = { accountId, region: 'eu-west-1', actor, atMs, paceMs: 300_000 };
  return [
    call,
    ...burst(random, base, [...reports, ['ssm:ListInstanceAssociations', { instanceId: instance.id, maxResults: 20 }]]),
  ];
};

/** The order service reads yesterday's exports: the ordinary reads that the exfiltration hides among. */
export const orderReads: Activity = (script, random, atMs) => {
  const { cast, estate } = script;
  const accountId = cast.accounts.production;
  const bucket = estate.buckets[random.chance(0.6) ? cast.buckets.exports : cast.buckets.documents]!;
  const instance = random.pick(instancesNamed(script, 'order-service'));
  const role = estate.accounts[accountId]!.iam.roles[APP_ROLE]!;
  const spec = { atMs, accountId, region: 'eu-west-1', role, host: 'ec2.amazonaws.com', sessionName: instance.id };
  const { call, accessKeyId } = assumedByService(random, spec);
  const actor = roleActor(accountId, role, cast.origins.nat, {
    sessionName: instance.id,
    accessKeyId,
    startedAtMs: atMs,
    ec2RoleDelivery: '2.0',
  });
  const keys = Object.keys(bucket.objects);
  const reads: TrailCall[] = Array.from({ length: random.between(1, 4) }, (_, i) =>
    dataCall({ random }, actor, bucket, 'GetObject', random.pick(keys), atMs + 4000 + i * random.between(900, 20_000)),
  );
  return [call, ...reads];
};
