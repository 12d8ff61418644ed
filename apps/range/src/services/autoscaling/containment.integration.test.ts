import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DetachInstancesCommand,
  EnterStandbyCommand,
  ExitStandbyCommand,
  ResumeProcessesCommand,
  SuspendProcessesCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateNetworkAclCommand,
  CreateNetworkAclEntryCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeNetworkAclsCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeVolumesCommand,
  EC2Client,
  ModifyInstanceAttributeCommand,
  ModifyNetworkInterfaceAttributeCommand,
  ReplaceNetworkAclAssociationCommand,
  RevokeSecurityGroupEgressCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Instance } from '../../estate/types.ts';
import { EVERYTHING, type RangeUnderTest, startTestRange } from '../../range-under-test.ts';

const REGION = 'eu-west-1';
let rig: RangeUnderTest;
let ec2: EC2Client;
let scaling: AutoScalingClient;
let target: Instance;
let group: string;

beforeEach(async () => {
  rig = await startTestRange();
  const credentials = await rig.assume('production', EVERYTHING);
  ec2 = new EC2Client(rig.config(REGION, credentials));
  scaling = new AutoScalingClient(rig.config(REGION, credentials));
  const all = Object.values(rig.range.estate.accounts[rig.accountId('production')]!.regions[REGION]!.instances);
  target = all.find((instance) => instance.connections.some((flow) => flow.isAttacker))!;
  group = target.autoScalingGroupName!;
});
afterEach(() => rig.close());

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function quarantine(): Promise<string> {
  const made = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'quarantine', Description: 'case 1', VpcId: target.vpcId }),
  );
  const GroupId = made.GroupId!;
  const Filters = [{ Name: 'group-id', Values: [GroupId] }];
  const rules = (await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }))).SecurityGroupRules!;
  expect(rules).toMatchObject([{ IsEgress: true, IpProtocol: '-1', CidrIpv4: '0.0.0.0/0' }]);
  await ec2.send(
    new RevokeSecurityGroupEgressCommand({
      GroupId,
      SecurityGroupRuleIds: rules.map((rule) => rule.SecurityGroupRuleId!),
    }),
  );
  expect((await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }))).SecurityGroupRules).toEqual([]);
  return GroupId;
}

async function wear(Groups: string[]): Promise<void> {
  for (const NetworkInterfaceId of target.networkInterfaceIds) {
    await ec2.send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, Groups }));
  }
}

async function stateOfTarget(): Promise<string | undefined> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [target.id] }));
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

async function attackerShell(): Promise<{ state: string; isTracked: boolean; cutBecause?: string }> {
  const { json } = await rig.control('GET', '/connections');
  const flows = json.connections as { isAttacker: boolean; state: string; isTracked: boolean; cutBecause?: string }[];
  return flows.find((flow) => flow.isAttacker)!;
}

test('isolation without the preserve step ends in a terminated and replaced instance [F11.without-preserve-terminates]', async () => {
  const rootVolume = target.blockDevices.find((device) => device.deleteOnTermination)!.volumeId;
  await wear([await quarantine()]);
  expect(await stateOfTarget()).toBe('running');
  await pause(1600);
  expect(await stateOfTarget()).toBe('terminated');
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({}));
  expect(Volumes!.some((volume) => volume.VolumeId === rootVolume)).toBe(false);
  const { AutoScalingGroups } = await scaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] }),
  );
  const members = AutoScalingGroups![0]!.Instances!;
  expect(members.map((member) => member.InstanceId)).not.toContain(target.id);
  expect(members).toHaveLength(AutoScalingGroups![0]!.DesiredCapacity!);
});

test('with standby first the isolated instance lives; leaving standby restores the group', async () => {
  const InstanceIds = [target.id];
  const before = (await scaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] })))
    .AutoScalingGroups![0]!;
  const input = {
    AutoScalingGroupName: group,
    InstanceIds,
    ShouldDecrementDesiredCapacity: before.DesiredCapacity! > before.MinSize!,
  };
  // At its minimum a group cannot give up capacity: it refuses, and without the decrement it launches one more.
  if (!input.ShouldDecrementDesiredCapacity) {
    const refused = scaling.send(new EnterStandbyCommand({ ...input, ShouldDecrementDesiredCapacity: true }));
    await expect(refused).rejects.toMatchObject({
      name: 'ValidationError',
      message: expect.stringContaining('min-size'),
    });
  }
  const entered = await scaling.send(new EnterStandbyCommand(input));
  expect(entered.Activities).toHaveLength(1);
  await pause(700);
  const stay = async () =>
    (await scaling.send(new DescribeAutoScalingInstancesCommand({ InstanceIds }))).AutoScalingInstances![0];
  expect(await stay()).toMatchObject({ LifecycleState: 'Standby', AutoScalingGroupName: group });
  const groups =
    rig.range.estate.accounts[rig.accountId('production')]!.regions[REGION]!.networkInterfaces[
      target.networkInterfaceIds[0]!
    ]!.groupIds;
  const quarantineId = await quarantine();
  await wear([quarantineId]);
  await expect(ec2.send(new DeleteSecurityGroupCommand({ GroupId: quarantineId }))).rejects.toMatchObject({
    name: 'DependencyViolation',
  });
  await pause(1500);
  expect(await stateOfTarget()).toBe('running');
  await wear(groups);
  await ec2.send(new DeleteSecurityGroupCommand({ GroupId: quarantineId }));
  await scaling.send(new ExitStandbyCommand({ AutoScalingGroupName: group, InstanceIds }));
  await pause(1500);
  expect(await stay()).toMatchObject({ LifecycleState: 'InService', HealthStatus: 'HEALTHY' });
  const after = (await scaling.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] })))
    .AutoScalingGroups![0]!;
  const launched = input.ShouldDecrementDesiredCapacity ? 0 : 1;
  expect(after.DesiredCapacity).toBe(before.DesiredCapacity! + launched);
  expect(after.Instances).toHaveLength(before.Instances!.length + launched);
});

test('a detached instance and one whose group may not replace stay alive', async () => {
  await scaling.send(
    new SuspendProcessesCommand({ AutoScalingGroupName: group, ScalingProcesses: ['ReplaceUnhealthy'] }),
  );
  await wear([await quarantine()]);
  await pause(1500);
  expect(await stateOfTarget()).toBe('running');
  const detach = { AutoScalingGroupName: group, InstanceIds: [target.id], ShouldDecrementDesiredCapacity: false };
  await scaling.send(new DetachInstancesCommand(detach));
  await scaling.send(
    new ResumeProcessesCommand({ AutoScalingGroupName: group, ScalingProcesses: ['ReplaceUnhealthy'] }),
  );
  await pause(1200);
  expect(await stateOfTarget()).toBe('running');
  const left = await scaling.send(new DescribeAutoScalingInstancesCommand({ InstanceIds: [target.id] }));
  expect(left.AutoScalingInstances).toEqual([]);
});

test('the tracked shell survives the swap; made untracked first, it does not', async () => {
  await scaling.send(new SuspendProcessesCommand({ AutoScalingGroupName: group }));
  const closed = await quarantine();
  await wear([closed]);
  expect(await attackerShell()).toMatchObject({ state: 'established', isTracked: true });
  const open = (
    await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'open', Description: 'untrack', VpcId: target.vpcId }))
  ).GroupId!;
  const everything = { GroupId: open, IpPermissions: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }] };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand(everything));
  await expect(ec2.send(new AuthorizeSecurityGroupEgressCommand(everything))).rejects.toMatchObject({
    name: 'InvalidPermission.Duplicate',
  });
  await wear([open]);
  expect(await attackerShell()).toMatchObject({ state: 'established', isTracked: false });
  await wear([closed]);
  expect(await attackerShell()).toMatchObject({ state: 'cut', cutBecause: 'security group' });
});

test('a stateless ACL cuts the shell', async () => {
  await scaling.send(new SuspendProcessesCommand({ AutoScalingGroupName: group }));
  const NetworkAclId = (await ec2.send(new CreateNetworkAclCommand({ VpcId: target.vpcId }))).NetworkAcl!.NetworkAclId!;
  const base = { NetworkAclId, RuleNumber: 1, Protocol: '-1', RuleAction: 'deny' as const, CidrBlock: '0.0.0.0/0' };
  for (const Egress of [true, false]) await ec2.send(new CreateNetworkAclEntryCommand({ ...base, Egress }));
  const Filters = [{ Name: 'association.subnet-id', Values: [target.subnetId] }];
  const old = (await ec2.send(new DescribeNetworkAclsCommand({ Filters }))).NetworkAcls![0]!;
  const AssociationId = old.Associations!.find((entry) => entry.SubnetId === target.subnetId)!.NetworkAclAssociationId!;
  await ec2.send(new ReplaceNetworkAclAssociationCommand({ AssociationId, NetworkAclId }));
  expect(await attackerShell()).toMatchObject({ state: 'cut', cutBecause: 'network ACL' });
});

test('stop cuts the shell and loses nothing on disk; protection holds against people', async () => {
  await scaling.send(new SuspendProcessesCommand({ AutoScalingGroupName: group }));
  const InstanceIds = [target.id];
  await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: target.id, DisableApiTermination: { Value: true } }));
  await expect(ec2.send(new TerminateInstancesCommand({ InstanceIds }))).rejects.toMatchObject({
    name: 'OperationNotPermitted',
  });
  const stopping = await ec2.send(new StopInstancesCommand({ InstanceIds }));
  expect(stopping.StoppingInstances?.[0]).toMatchObject({
    CurrentState: { Name: 'stopping' },
    PreviousState: { Name: 'running' },
  });
  expect(await attackerShell()).toMatchObject({ state: 'cut', cutBecause: 'instance stopped' });
  await pause(600);
  expect(await stateOfTarget()).toBe('stopped');
  const DeleteOnTermination = false;
  const DeviceName = target.rootDeviceName;
  await ec2.send(
    new ModifyInstanceAttributeCommand({
      InstanceId: target.id,
      BlockDeviceMappings: [{ DeviceName, Ebs: { DeleteOnTermination } }],
    }),
  );
  await ec2.send(
    new ModifyInstanceAttributeCommand({ InstanceId: target.id, DisableApiTermination: { Value: false } }),
  );
  const root = target.blockDevices.find((device) => device.deviceName === DeviceName)!.volumeId;
  await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  await pause(600);
  const { Volumes } = await ec2.send(new DescribeVolumesCommand({ VolumeIds: [root] }));
  expect(Volumes?.[0]?.State).toBe('available');
});
