import {
  CreateSnapshotsCommand,
  CreateTagsCommand,
  DeleteSnapshotCommand,
  DescribeInstanceAttributeCommand,
  DescribeInstancesCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSnapshotsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVolumesCommand,
  EC2Client,
  GetConsoleOutputCommand,
  type Instance,
  type InstanceAttributeName,
  LockSnapshotCommand,
  paginateDescribeInstances,
  paginateDescribeNetworkInterfaces,
  StopInstancesCommand,
  UnlockSnapshotCommand,
} from '@aws-sdk/client-ec2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EVERYTHING, type RangeUnderTest, startTestRange } from '../../range-under-test.ts';

const REGION = 'eu-west-1';
let rig: RangeUnderTest;
let ec2: EC2Client;
let instances: Instance[];

beforeAll(async () => {
  rig = await startTestRange();
  ec2 = new EC2Client(rig.config(REGION, await rig.assume('production', EVERYTHING)));
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
  instances = (Reservations ?? []).flatMap((reservation) => reservation.Instances ?? []);
});
afterAll(() => rig.close());

const estateRegion = () => rig.range.estate.accounts[rig.accountId('production')]!.regions[REGION]!;

test('DescribeInstances carries the estate through the SDK', () => {
  const staged = Object.values(estateRegion().instances);
  expect(instances.map((instance) => instance.InstanceId).sort()).toEqual(staged.map((instance) => instance.id).sort());
  for (const instance of instances) {
    const truth = estateRegion().instances[instance.InstanceId!]!;
    expect(instance.State?.Name).toBe(truth.state);
    expect(instance.LaunchTime?.getTime()).toBe(truth.launchedAtMs);
    expect(instance.BlockDeviceMappings?.map((entry) => entry.Ebs?.VolumeId)).toEqual(
      truth.blockDevices.map((device) => device.volumeId),
    );
    expect(instance.NetworkInterfaces?.map((nic) => nic.NetworkInterfaceId)).toEqual(truth.networkInterfaceIds);
    expect(instance.SecurityGroups?.length).toBeGreaterThan(0);
    expect(Object.fromEntries(instance.Tags!.map((tag) => [tag.Key, tag.Value]))).toEqual(truth.tags);
  }
});

test('filters, ids, paging and their errors', async () => {
  const some = instances[0]!;
  const Filters = [
    { Name: 'vpc-id', Values: [some.VpcId!] },
    { Name: 'instance-state-name', Values: ['running', 'stopped'] },
  ];
  const pages: (string | undefined)[][] = [];
  for await (const page of paginateDescribeInstances({ client: ec2, pageSize: 5 }, {})) {
    pages.push(
      (page.Reservations ?? []).flatMap((reservation) => reservation.Instances!.map((instance) => instance.InstanceId)),
    );
  }
  expect(pages.flat().sort()).toEqual(instances.map((instance) => instance.InstanceId).sort());
  let interfaces = 0;
  for await (const page of paginateDescribeNetworkInterfaces({ client: ec2, pageSize: 5 }, {}))
    interfaces += page.NetworkInterfaces!.length;
  expect(interfaces).toBe(Object.keys(estateRegion().networkInterfaces).length);
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ Filters }));
  expect(Reservations?.length).toBeGreaterThan(0);
  const fails = (input: object) => ec2.send(new DescribeInstancesCommand(input));
  await expect(fails({ InstanceIds: ['i-0000000000000dead'] })).rejects.toMatchObject({
    name: 'InvalidInstanceID.NotFound',
  });
  await expect(fails({ InstanceIds: ['nonsense'] })).rejects.toMatchObject({ name: 'InvalidInstanceID.Malformed' });
  await expect(fails({ Filters: [{ Name: 'no-such-filter', Values: ['x'] }] })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
  });
  await expect(fails({ MaxResults: 5, NextToken: 'bm9uc2Vuc2U' })).rejects.toMatchObject({ name: 'InvalidNextToken' });
});

test('every instance attribute that the collection reads', async () => {
  const { InstanceId } = instances[0]!;
  const read = (Attribute: InstanceAttributeName) =>
    ec2.send(new DescribeInstanceAttributeCommand({ InstanceId, Attribute }));
  const truth = estateRegion().instances[InstanceId!]!;
  expect((await read('disableApiTermination')).DisableApiTermination?.Value).toBe(truth.disableApiTermination);
  expect((await read('instanceInitiatedShutdownBehavior')).InstanceInitiatedShutdownBehavior?.Value).toBe(
    truth.instanceInitiatedShutdownBehavior,
  );
  expect((await read('disableApiStop')).DisableApiStop?.Value).toBe(truth.disableApiStop);
  expect((await read('groupSet')).Groups?.length).toBeGreaterThan(0);
  expect((await read('blockDeviceMapping')).BlockDeviceMappings?.length).toBe(truth.blockDevices.length);
  expect((await read('userData')).UserData?.Value).toBe(truth.userDataBase64);
});

test('the other reads parse and count right', async () => {
  const region = estateRegion();
  expect((await ec2.send(new DescribeRegionsCommand({}))).Regions?.map((entry) => entry.RegionName)).toEqual(
    rig.range.summary.regions,
  );
  expect((await ec2.send(new DescribeVolumesCommand({}))).Volumes).toHaveLength(Object.keys(region.volumes).length);
  expect((await ec2.send(new DescribeSubnetsCommand({}))).Subnets).toHaveLength(Object.keys(region.subnets).length);
  expect((await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables?.[0]?.Routes?.length).toBeGreaterThan(0);
  expect((await ec2.send(new DescribeNetworkAclsCommand({}))).NetworkAcls?.[0]?.Entries?.length).toBeGreaterThan(0);
  expect((await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups).toHaveLength(
    Object.keys(region.securityGroups).length,
  );
  const rules = (await ec2.send(new DescribeSecurityGroupRulesCommand({}))).SecurityGroupRules;
  expect(rules).toHaveLength(Object.values(region.securityGroups).reduce((sum, group) => sum + group.rules.length, 0));
  expect(
    (await ec2.send(new DescribeTagsCommand({ Filters: [{ Name: 'resource-type', Values: ['instance'] }] }))).Tags
      ?.length,
  ).toBeGreaterThan(0);
  const console = await ec2.send(new GetConsoleOutputCommand({ InstanceId: instances[0]!.InstanceId, Latest: true }));
  expect(Buffer.from(console.Output!, 'base64').length).toBeGreaterThan(0);
  const nics = await ec2.send(
    new DescribeNetworkInterfacesCommand({
      Filters: [{ Name: 'attachment.instance-id', Values: [instances[0]!.InstanceId!] }],
    }),
  );
  expect(nics.NetworkInterfaces?.[0]?.Groups?.length).toBeGreaterThan(0);
});

test('CreateSnapshots: pending with growing progress, then completed; tags, lock, delete', async () => {
  const instance = instances.find((entry) => entry.BlockDeviceMappings!.length > 1) ?? instances[0]!;
  const TagSpecifications = [{ ResourceType: 'snapshot' as const, Tags: [{ Key: 'forensic-job', Value: 'job-1' }] }];
  const input = {
    InstanceSpecification: { InstanceId: instance.InstanceId },
    CopyTagsFromSource: 'volume' as const,
    TagSpecifications,
  };
  const { Snapshots } = await ec2.send(new CreateSnapshotsCommand(input));
  expect(Snapshots?.map((entry) => entry.VolumeId)).toEqual(
    instance.BlockDeviceMappings!.map((entry) => entry.Ebs!.VolumeId),
  );
  expect(Snapshots?.[0]).toMatchObject({ State: 'pending' });
  const SnapshotIds = Snapshots!.map((entry) => entry.SnapshotId!);
  const read = async () => (await ec2.send(new DescribeSnapshotsCommand({ SnapshotIds }))).Snapshots!;
  await new Promise((done) => setTimeout(done, 250));
  const midway = (await read())[0]!;
  expect(midway.State).toBe('pending');
  expect(Number.parseInt(midway.Progress ?? '', 10)).toBeGreaterThan(0);
  await new Promise((done) => setTimeout(done, 500));
  expect((await read())[0]).toMatchObject({ State: 'completed', Progress: '100%' });
  expect((await read())[0]!.Tags).toContainEqual({ Key: 'forensic-job', Value: 'job-1' });
  const SnapshotId = SnapshotIds[0]!;
  await ec2.send(new LockSnapshotCommand({ SnapshotId, LockMode: 'governance', LockDuration: 1 }));
  await expect(ec2.send(new DeleteSnapshotCommand({ SnapshotId }))).rejects.toMatchObject({ name: 'SnapshotLocked' });
  await ec2.send(new UnlockSnapshotCommand({ SnapshotId }));
  await ec2.send(new DeleteSnapshotCommand({ SnapshotId }));
  await expect(read()).rejects.toMatchObject({ name: 'InvalidSnapshot.NotFound' });
});

test('least privilege: tagging only while creating, deleting only what carries our tag', async () => {
  const statements = [
    { Effect: 'Allow', Action: ['ec2:CreateSnapshots', 'ec2:DescribeSnapshots'], Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: 'arn:aws:ec2:*::snapshot/*',
      Condition: { StringEquals: { 'ec2:CreateAction': ['CreateSnapshots'] } },
    },
    {
      Effect: 'Allow',
      Action: 'ec2:DeleteSnapshot',
      Resource: 'arn:aws:ec2:*::snapshot/*',
      Condition: { Null: { 'aws:ResourceTag/forensic-job': 'false' } },
    },
  ];
  const limited = new EC2Client(rig.config(REGION, await rig.assume('production', statements)));
  const InstanceSpecification = { InstanceId: instances[0]!.InstanceId };
  const TagSpecifications = [{ ResourceType: 'snapshot' as const, Tags: [{ Key: 'forensic-job', Value: 'j' }] }];
  const ours = (await limited.send(new CreateSnapshotsCommand({ InstanceSpecification, TagSpecifications })))
    .Snapshots!;
  const untagged = (await limited.send(new CreateSnapshotsCommand({ InstanceSpecification }))).Snapshots!;
  const tag = new CreateTagsCommand({
    Resources: [untagged[0]!.SnapshotId!],
    Tags: [{ Key: 'forensic-job', Value: 'j' }],
  });
  await expect(limited.send(tag)).rejects.toMatchObject({ name: 'UnauthorizedOperation' });
  await expect(limited.send(new DeleteSnapshotCommand({ SnapshotId: untagged[0]!.SnapshotId }))).rejects.toMatchObject({
    name: 'UnauthorizedOperation',
  });
  await limited.send(new DeleteSnapshotCommand({ SnapshotId: ours[0]!.SnapshotId }));
});

test('DryRun, missing parameter, and a region that the account does not have', async () => {
  const InstanceIds = [instances[0]!.InstanceId!];
  await expect(ec2.send(new StopInstancesCommand({ InstanceIds, DryRun: true }))).rejects.toMatchObject({
    name: 'DryRunOperation',
  });
  await expect(ec2.send(new StopInstancesCommand({ InstanceIds: [] }))).rejects.toMatchObject({
    name: 'MissingParameter',
  });
  const credentials = await rig.assume('production', EVERYTHING);
  const elsewhere = new EC2Client({ ...rig.config('me-south-1', credentials), maxAttempts: 1 });
  await expect(elsewhere.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({ name: 'AuthFailure' });
});
