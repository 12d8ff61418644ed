import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { EBSClient, GetSnapshotBlockCommand, ListSnapshotBlocksCommand } from '@aws-sdk/client-ebs';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateSnapshotsCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { ListAccountsCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERYTHING, type RangeUnderTest, startTestRange, type TestCredentials } from '../range-under-test.ts';
import { startRange } from '../start-range.ts';

const REGION = 'eu-west-1';
let rig: RangeUnderTest;
let credentials: TestCredentials;
const client = (extra: object = {}) => new EC2Client({ ...rig.config(REGION, credentials), maxAttempts: 1, ...extra });

beforeAll(async () => {
  rig = await startTestRange();
  credentials = await rig.assume('production', EVERYTHING);
});
afterAll(() => rig.close());

const region = () => rig.range.estate.accounts[rig.accountId('production')]!.regions[REGION]!;

test('throttling: so many times, then through; the SDK retries over it', async () => {
  await rig.control('POST', '/faults', { kind: 'throttle', service: 'ec2', operation: 'DescribeInstances', times: 1 });
  await expect(client().send(new DescribeInstancesCommand({}))).rejects.toMatchObject({ name: 'RequestLimitExceeded' });
  await client().send(new DescribeInstancesCommand({}));
  await rig.control('POST', '/faults', { kind: 'throttle', service: 'ec2', operation: 'DescribeInstances', times: 2 });
  await client({ maxAttempts: 4 }).send(new DescribeInstancesCommand({}));
  const { json } = await rig.control('GET', '/calls');
  const calls = json.calls as { operation: string; errors: Record<string, number> }[];
  expect(calls.find((entry) => entry.operation === 'DescribeInstances')?.errors).toEqual({ RequestLimitExceeded: 3 });
  await rig.control('DELETE', '/faults');
});

test('deny in one region only, delay, a cut line', async () => {
  await rig.control('POST', '/faults', { kind: 'deny', service: 'ec2', region: 'eu-central-1' });
  const elsewhere = new EC2Client({ ...rig.config('eu-central-1', credentials), maxAttempts: 1 });
  await expect(elsewhere.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
    name: 'UnauthorizedOperation',
  });
  await client().send(new DescribeInstancesCommand({}));
  await rig.control('DELETE', '/faults');
  await rig.control('POST', '/faults', { kind: 'delay', delayMs: 300, times: 1 });
  const before = Date.now();
  await client().send(new DescribeInstancesCommand({}));
  expect(Date.now() - before).toBeGreaterThanOrEqual(290);
  await rig.control('POST', '/faults', { kind: 'cut', afterBytes: 100, times: 1 });
  await expect(client().send(new DescribeInstancesCommand({}))).rejects.toThrow();
  await client().send(new DescribeInstancesCommand({}));
  const broken = await rig.control('POST', '/faults', { kind: 'nonsense' });
  expect(broken.status).toBe(400);
  await rig.control('DELETE', '/faults');
});

test('a corrupted block once, then right; only listed blocks', async () => {
  const InstanceId = Object.values(region().instances).find((instance) => instance.connections.length > 0)!.id;
  const { Snapshots } = await client().send(new CreateSnapshotsCommand({ InstanceSpecification: { InstanceId } }));
  await new Promise((done) => setTimeout(done, 700));
  const SnapshotId = Snapshots![0]!.SnapshotId!;
  const ebs = new EBSClient({ ...rig.config(REGION, credentials), maxAttempts: 1 });
  const { Blocks } = await ebs.send(new ListSnapshotBlocksCommand({ SnapshotId, MaxResults: 100 }));
  const { BlockIndex, BlockToken } = Blocks![0]!;
  const read = async () => {
    const reply = await ebs.send(new GetSnapshotBlockCommand({ SnapshotId, BlockIndex, BlockToken }));
    const data = await reply.BlockData!.transformToByteArray();
    const { createHash } = await import('node:crypto');
    return createHash('sha256').update(data).digest('base64') === reply.Checksum;
  };
  await rig.control('POST', '/faults', { kind: 'corrupt-block', service: 'ebs', blockIndex: BlockIndex, times: 1 });
  expect(await read()).toBe(false);
  expect(await read()).toBe(true);
});

test('a template is refused in the customer’s words when it is wrong', async () => {
  const accountId = rig.accountId('production');
  const deploy = (template: object, parameters: object = {}) =>
    rig.control('POST', '/deploy', { accountId, template, parameters });
  const bucket = await deploy({ Resources: { B: { Type: 'AWS::S3::Bucket', Properties: {} } } });
  expect(bucket).toMatchObject({ status: 400, json: { message: expect.stringContaining('AWS::S3::Bucket') } });
  const Parameters = { ExternalId: { Type: 'String' } };
  expect(await deploy({ Parameters, Resources: {} })).toMatchObject({ status: 400 });
  expect(await deploy({ Parameters, Resources: {} }, { ExternalId: 'x', Other: 'y' })).toMatchObject({ status: 400 });
  const dangling = { R: { Type: 'AWS::IAM::Role', Properties: { RoleName: { Ref: 'Nothing' } } } };
  expect(await deploy({ Resources: dangling })).toMatchObject({
    status: 400,
    json: { message: expect.stringContaining('Nothing') },
  });
});

test('our own calls are in the history of the account that they were made in', async () => {
  const { Credentials } = { Credentials: credentials };
  const trail = new CloudTrailClient(rig.config(REGION, Credentials));
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: 'CreateSnapshots' }];
  const { Events } = await trail.send(new LookupEventsCommand({ LookupAttributes }));
  const record = JSON.parse(Events![0]!.CloudTrailEvent!);
  expect(record.userIdentity).toMatchObject({ type: 'AssumedRole', accountId: rig.accountId('production') });
  expect(record.requestParameters).toBeTruthy();
  expect(record.userAgent).toContain('aws-sdk-js');
});

test('ListAccounts only from the management account', async () => {
  const member = new OrganizationsClient(rig.config('us-east-1', credentials));
  await expect(member.send(new ListAccountsCommand({}))).rejects.toMatchObject({ name: 'AccessDeniedException' });
  const managed = await rig.assume('management', EVERYTHING);
  const { Accounts } = await new OrganizationsClient(rig.config('us-east-1', managed)).send(
    new ListAccountsCommand({}),
  );
  expect(Accounts?.map((account) => account.Id)).toEqual(
    rig.range.estate.organisation.members.map((entry) => entry.accountId),
  );
});

test('a second start keeps every change, every id and the issued credentials', async () => {
  const VpcId = Object.keys(region().vpcs)[0]!;
  const made = await client().send(new CreateSecurityGroupCommand({ GroupName: 'kept', Description: 'kept', VpcId }));
  const GroupId = made.GroupId!;
  const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '192.0.2.0/24' }] }];
  await client().send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  await new Promise((done) => setTimeout(done, 700));
  const read = async () => ({
    groups: (await client().send(new DescribeSecurityGroupsCommand({}))).SecurityGroups,
    snapshots: (await client().send(new DescribeSnapshotsCommand({ OwnerIds: ['self'] }))).Snapshots,
    instances: (await client().send(new DescribeInstancesCommand({}))).Reservations,
  });
  const before = await read();
  const { controlToken, platform } = rig.range.summary;
  await rig.restart();
  expect(await read()).toEqual(before);
  expect(rig.range.summary).toMatchObject({ controlToken, platform });
  const file = join(rig.folder, 'range.json');
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(rig.range.summary);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('a data folder is not taken for another seed, and two folders have different keys [S5.range-absent]', async () => {
  const other = { port: 0, seed: 8, size: 'small' as const, scenario: 'leaked-key', dataFolder: rig.folder };
  await expect(startRange(other)).rejects.toThrow('holds the range leaked-key, seed 7');
  const second = await startTestRange();
  expect(second.range.summary.platform.accessKeyId).toBe(rig.range.summary.platform.accessKeyId);
  expect(second.range.summary.platform.secretAccessKey).not.toBe(rig.range.summary.platform.secretAccessKey);
  await second.close();
});
