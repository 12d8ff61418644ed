import { AppError } from '@virga/domain';
import type { StepResult } from '../../kit/action.ts';
import { mayLowerDesired } from './isolation-plan.ts';
import type { IsolateContext, IsolationState } from './isolation-state.ts';
import { denyAllList, emptyGroup } from './own-resources.ts';
import { waitForInstance, waitForLifecycle } from './wait-for.ts';

interface Answer {
  $metadata: { requestId?: string | undefined };
}
export const result = (after: StepResult['after'], message: string, ...answers: Answer[]): StepResult => ({
  after,
  message,
  requestIds: answers.map((answer) => answer.$metadata.requestId ?? '').filter((id) => id !== ''),
});

/** One step of the plan; done again it finds its own work and changes nothing more. */
export async function applyIsolationStep(
  context: IsolateContext,
  state: IsolationState,
  key: string,
): Promise<StepResult> {
  const { parameters, session } = context;
  const InstanceId = parameters.instanceId;
  const ec2 = session.ec2(parameters.region, 'contain');
  const [verb, subject = ''] = split(key);
  if (key === 'standby') return enterStandby(context, state);
  if (key === 'protect termination')
    return result(
      true,
      'Termination is refused now',
      await ec2.modifyInstanceAttribute({ InstanceId, DisableApiTermination: { Value: true } }),
    );
  if (key === 'protect stop')
    return result(
      true,
      'Stopping is refused now',
      await ec2.modifyInstanceAttribute({ InstanceId, DisableApiStop: { Value: true } }),
    );
  if (key === 'shutdown stops')
    return result(
      'stop',
      'Shutdown from inside stops',
      await ec2.modifyInstanceAttribute({ InstanceId, InstanceInitiatedShutdownBehavior: { Value: 'stop' } }),
    );
  if (verb === 'keep') {
    const BlockDeviceMappings = [{ DeviceName: subject, Ebs: { DeleteOnTermination: false } }];
    return result(
      { deleteOnTermination: false },
      'The disk stays',
      await ec2.modifyInstanceAttribute({ InstanceId, BlockDeviceMappings }),
    );
  }
  if (key === 'empty group') return result(await emptyGroup(context, state), 'A group without any rule');
  if (verb === 'release') return releaseAddress(context, subject);
  if (verb === 'groups') {
    const group = await emptyGroup(context, state);
    return result(
      [group],
      'Only the empty group',
      await ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId: subject, Groups: [group] }),
    );
  }
  if (verb === 'deny') return denySubnet(context, state, subject);
  if (key === 'stop') {
    const answer = await ec2.stopInstances({ InstanceIds: [InstanceId] });
    await waitForInstance(context, 'stopped');
    return result('stopped', 'Stopped', answer);
  }
  throw new AppError({ code: 'request.invalid', message: `The plan has an unknown step ${key}.` });
}

export function split(key: string): [string, string?] {
  const space = key.indexOf(' ');
  return space < 0 ? [key] : [key.slice(0, space), key.slice(space + 1)];
}

async function enterStandby(context: IsolateContext, state: IsolationState): Promise<StepResult> {
  const group = state.scalingGroup!;
  const scaling = context.session.autoScaling(context.region, 'contain');
  const now = await context.session
    .autoScaling(context.region)
    .describeAutoScalingInstances({ InstanceIds: [context.parameters.instanceId] });
  const lifecycle = now.AutoScalingInstances?.[0]?.LifecycleState;
  if (lifecycle === 'Standby') return result('Standby', 'It was in standby already');
  const answer = await scaling.enterStandby({
    AutoScalingGroupName: group.name,
    InstanceIds: [context.parameters.instanceId],
    ShouldDecrementDesiredCapacity: mayLowerDesired(group),
  });
  await waitForLifecycle(context, 'Standby');
  return result('Standby', 'The group leaves it alone now', answer);
}

async function releaseAddress(context: IsolateContext, allocationId: string): Promise<StepResult> {
  const found = await context.session.ec2(context.region).describeAddresses({ AllocationIds: [allocationId] });
  const AssociationId = found.Addresses?.[0]?.AssociationId;
  if (!AssociationId) return result(null, 'It was off already');
  return result(
    null,
    'Taken off',
    await context.session.ec2(context.region, 'contain').disassociateAddress({ AssociationId }),
  );
}

async function denySubnet(context: IsolateContext, state: IsolationState, subnetId: string): Promise<StepResult> {
  const NetworkAclId = await denyAllList(context, state);
  const AssociationId = await associationOf(context, subnetId);
  if (AssociationId.aclId === NetworkAclId) return result(NetworkAclId, 'It was before the subnet already');
  const ec2 = context.session.ec2(context.region, 'contain');
  return result(
    NetworkAclId,
    'Nothing crosses the subnet now',
    await ec2.replaceNetworkAclAssociation({ AssociationId: AssociationId.id, NetworkAclId }),
  );
}

export async function associationOf(context: IsolateContext, subnetId: string): Promise<{ id: string; aclId: string }> {
  const answer = await context.session
    .ec2(context.region)
    .describeNetworkAcls({ Filters: [{ Name: 'association.subnet-id', Values: [subnetId] }] });
  const association = (answer.NetworkAcls ?? [])
    .flatMap((acl) => acl.Associations ?? [])
    .find((one) => one.SubnetId === subnetId);
  if (!association) throw new AppError({ code: 'cloud.not_found', message: `Subnet ${subnetId} has no network list.` });
  return { id: association.NetworkAclAssociationId ?? '', aclId: association.NetworkAclId ?? '' };
}
