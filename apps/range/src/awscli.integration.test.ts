import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERYTHING, type RangeUnderTest, startTestRange, type TestCredentials } from './range-under-test.ts';

/** An implementation that is not the SDK we use ourselves: Debian's awscli (Python, botocore). */
const AWS = '/usr/bin/aws';
const REGION = 'eu-west-1';
const run = promisify(execFile);
let rig: RangeUnderTest;
let credentials: TestCredentials;

beforeAll(async () => {
  if (!existsSync(AWS)) throw new Error(`${AWS} is missing: apt-get install awscli`);
  rig = await startTestRange();
  credentials = await rig.assume('production', EVERYTHING);
});
afterAll(() => rig?.close());

async function aws(args: string[], who: TestCredentials = credentials): Promise<Record<string, unknown>> {
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: rig.folder,
    AWS_ACCESS_KEY_ID: who.accessKeyId,
    AWS_SECRET_ACCESS_KEY: who.secretAccessKey,
    ...(who.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: who.sessionToken }),
    AWS_DEFAULT_REGION: REGION,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_PAGER: '',
  };
  const { stdout } = await run(AWS, ['--endpoint-url', rig.range.summary.url, '--output', 'json', ...args], {
    env,
    maxBuffer: 64 << 20,
  });
  return stdout.trim() === '' ? {} : (JSON.parse(stdout) as Record<string, unknown>);
}

const region = () => rig.range.estate.accounts[rig.accountId('production')]!.regions[REGION]!;

test('sts get-caller-identity and assume-role', async () => {
  const { accessKeyId, secretAccessKey } = rig.range.summary.platform;
  const who = await aws(['sts', 'get-caller-identity'], { accessKeyId, secretAccessKey });
  expect(who.Arn).toBe(rig.range.summary.platform.userArn);
});

const DESCRIBES: [command: string, list: string, count: () => number][] = [
  ['describe-instances', 'Reservations', () => Object.keys(region().instances).length],
  ['describe-volumes', 'Volumes', () => Object.keys(region().volumes).length],
  ['describe-network-interfaces', 'NetworkInterfaces', () => Object.keys(region().networkInterfaces).length],
  ['describe-security-groups', 'SecurityGroups', () => Object.keys(region().securityGroups).length],
  ['describe-vpcs', 'Vpcs', () => Object.keys(region().vpcs).length],
  ['describe-subnets', 'Subnets', () => Object.keys(region().subnets).length],
  ['describe-route-tables', 'RouteTables', () => Object.keys(region().routeTables).length],
  ['describe-network-acls', 'NetworkAcls', () => Object.keys(region().networkAcls).length],
  ['describe-flow-logs', 'FlowLogs', () => Object.keys(region().flowLogs).length],
  ['describe-addresses', 'Addresses', () => Object.keys(region().addresses).length],
  ['describe-regions', 'Regions', () => rig.range.summary.regions.length],
];

test.each(DESCRIBES)('ec2 %s', async (command, list, count) => {
  const reply = await aws(['ec2', command]);
  expect(reply[list]).toHaveLength(count());
});

test('ec2 snapshots, attributes, console, dry run and an error', async () => {
  const [id] = Object.keys(region().instances);
  const made = await aws([
    'ec2',
    'create-snapshots',
    '--instance-specification',
    `InstanceId=${id}`,
    '--tag-specifications',
    'ResourceType=snapshot,Tags=[{Key=forensic-job,Value=cli}]',
  ]);
  const snapshots = made.Snapshots as { SnapshotId: string; State: string }[];
  expect(snapshots[0]?.State).toBe('pending');
  const read = await aws(['ec2', 'describe-snapshots', '--filters', 'Name=tag:forensic-job,Values=cli']);
  expect(read.Snapshots).toHaveLength(snapshots.length);
  const attribute = await aws([
    'ec2',
    'describe-instance-attribute',
    '--instance-id',
    id!,
    '--attribute',
    'disableApiTermination',
  ]);
  expect(attribute.DisableApiTermination).toEqual({ Value: region().instances[id!]!.disableApiTermination });
  await expect(aws(['ec2', 'get-console-screenshot', '--instance-id', id!])).resolves.toHaveProperty('ImageData');
  await expect(aws(['ec2', 'stop-instances', '--instance-ids', id!, '--dry-run'])).rejects.toMatchObject({
    stderr: expect.stringContaining('DryRunOperation'),
  });
  await expect(aws(['ec2', 'describe-volumes', '--volume-ids', 'vol-0000000000000dead'])).rejects.toMatchObject({
    stderr: expect.stringContaining('InvalidVolume.NotFound'),
  });
});

test('iam, autoscaling, ssm, organizations, cloudtrail, s3', async () => {
  const account = rig.range.estate.accounts[rig.accountId('production')]!;
  expect((await aws(['iam', 'list-users'])).Users).toHaveLength(Object.keys(account.iam.users).length);
  expect((await aws(['iam', 'get-account-authorization-details'])).RoleDetailList).toHaveLength(
    Object.keys(account.iam.roles).length,
  );
  expect((await aws(['autoscaling', 'describe-auto-scaling-groups'])).AutoScalingGroups).toHaveLength(
    Object.keys(region().autoScalingGroups).length,
  );
  const online = (await aws(['ssm', 'describe-instance-information'])).InstanceInformationList as {
    InstanceId: string;
  }[];
  expect(online.length).toBeGreaterThan(0);
  const sent = await aws([
    'ssm',
    'send-command',
    '--document-name',
    'AWS-RunShellScript',
    '--instance-ids',
    online[0]!.InstanceId,
    '--parameters',
    'commands=["hostname"]',
  ]);
  const { CommandId } = sent.Command as { CommandId: string };
  await new Promise((done) => setTimeout(done, 1600));
  const result = await aws([
    'ssm',
    'get-command-invocation',
    '--command-id',
    CommandId,
    '--instance-id',
    online[0]!.InstanceId,
  ]);
  expect(result).toMatchObject({ Status: 'Success', ResponseCode: 0 });
  expect((await aws(['organizations', 'describe-organization'])).Organization).toMatchObject({
    Id: rig.range.estate.organisation.id,
  });
  const trails = (await aws(['cloudtrail', 'describe-trails'])).trailList as unknown[];
  expect(trails.length).toBeGreaterThan(0);
  const events = (
    await aws([
      'cloudtrail',
      'lookup-events',
      '--lookup-attributes',
      'AttributeKey=EventName,AttributeValue=CreateSnapshots',
      '--max-items',
      '5',
    ])
  ).Events as unknown[];
  expect(events.length).toBeGreaterThan(0);
  expect(((await aws(['s3api', 'list-buckets'])).Buckets as unknown[]).length).toBeGreaterThan(0);
});

test('nothing that these commands called was unknown to the range', async () => {
  const { json } = await rig.control('GET', '/unknown');
  expect(json.unknown).toEqual([]);
});
