import { AppError } from '@virga/domain';
import type { PlanStep, StepResult } from '../../kit/action.ts';
import { associationOf, result, split } from './apply-isolation.ts';
import { isolationSteps } from './isolation-plan.ts';
import type { IsolateContext, IsolationState } from './isolation-state.ts';
import { findDenyAllList, findEmptyGroup } from './own-resources.ts';
import { waitForInstance, waitForLifecycle } from './wait-for.ts';

const undone: Record<string, string> = {
  standby: 'Back into service in its group',
  'protect termination': 'Termination protection off as recorded',
  'protect stop': 'Stop protection off as recorded',
  'shutdown stops': 'Shutdown behaviour as recorded',
  'empty group': 'Remove the empty group',
  stop: 'Start the instance',
};

const words: Record<string, (step: PlanStep) => string> = {
  keep: (step) => `Disk ${step.resource}: setting as recorded`,
  release: (step) => `Elastic address ${step.resource} back on its interface`,
  groups: (step) => `Groups of ${step.resource} as recorded`,
  deny: (step) => `Network list of ${step.resource} as recorded`,
};

/** Network back first, then protections, the scaling group last: it must find a healthy instance. Our resources go when unused. */
export function undoIsolationPlan(context: IsolateContext, state: IsolationState): PlanStep[] {
  const steps = isolationSteps(context, state);
  const rank = (step: PlanStep) => {
    const [verb] = split(step.key);
    return ['stop', 'deny', 'groups', 'release', 'empty', 'keep', 'shutdown', 'protect', 'standby'].indexOf(verb);
  };
  const back = steps.map((step) => {
    const [verb] = split(step.key);
    return {
      ...step,
      title: undone[step.key] ?? words[verb]?.(step) ?? step.title,
      before: step.after,
      after: step.before,
    };
  });
  if (steps.some((step) => step.key.startsWith('deny ')))
    back.push({
      key: 'remove list',
      phase: 'cut',
      title: 'Remove the network list that denies all',
      resource: state.instance.vpcId,
      before: 'list that denies all',
      after: null,
    });
  return back.toSorted((a, b) => (a.key === 'remove list' ? 4 : rank(a)) - (b.key === 'remove list' ? 4 : rank(b)));
}

/** Restores one recorded value. Done again it changes nothing more. */
export async function undoIsolationStep(
  context: IsolateContext,
  state: IsolationState,
  key: string,
): Promise<StepResult> {
  const { parameters, session } = context;
  const InstanceId = parameters.instanceId;
  const ec2 = session.ec2(parameters.region, 'contain');
  const [verb, subject = ''] = split(key);
  if (key === 'stop') {
    const answer = await ec2.startInstances({ InstanceIds: [InstanceId] });
    await waitForInstance(context, 'running');
    return result('running', 'Started', answer);
  }
  if (verb === 'deny') {
    const recorded = state.networkLists.find((list) => list.subnetId === subject)!.aclId;
    const now = await associationOf(context, subject);
    if (now.aclId === recorded) return result(recorded, 'It was back already');
    return result(
      recorded,
      'As recorded',
      await ec2.replaceNetworkAclAssociation({ AssociationId: now.id, NetworkAclId: recorded }),
    );
  }
  if (verb === 'groups') {
    const { groups } = state.interfaces.find((eni) => eni.id === subject)!;
    return result(
      groups,
      'As recorded',
      await ec2.modifyNetworkInterfaceAttribute({ NetworkInterfaceId: subject, Groups: groups }),
    );
  }
  if (verb === 'release') {
    const { allocationId, interfaceId, privateIp } = state.addresses.find(
      (address) => address.allocationId === subject,
    )!;
    return result(
      interfaceId,
      'Back on its interface',
      await ec2.associateAddress({
        AllocationId: allocationId,
        NetworkInterfaceId: interfaceId,
        PrivateIpAddress: privateIp,
      }),
    );
  }
  if (key === 'empty group' || key === 'remove list') return removeOwn(context, key);
  if (verb === 'keep') {
    const BlockDeviceMappings = [{ DeviceName: subject, Ebs: { DeleteOnTermination: true } }];
    return result(
      { deleteOnTermination: true },
      'As recorded',
      await ec2.modifyInstanceAttribute({ InstanceId, BlockDeviceMappings }),
    );
  }
  if (key === 'shutdown stops') {
    const Value = state.attributes.shutdownBehavior;
    return result(
      Value,
      'As recorded',
      await ec2.modifyInstanceAttribute({ InstanceId, InstanceInitiatedShutdownBehavior: { Value } }),
    );
  }
  if (key === 'protect termination')
    return result(
      false,
      'As recorded',
      await ec2.modifyInstanceAttribute({ InstanceId, DisableApiTermination: { Value: false } }),
    );
  if (key === 'protect stop')
    return result(
      false,
      'As recorded',
      await ec2.modifyInstanceAttribute({ InstanceId, DisableApiStop: { Value: false } }),
    );
  if (key === 'standby') return exitStandby(context, state);
  throw new AppError({ code: 'request.invalid', message: `The record has an unknown step ${key}.` });
}

async function removeOwn(context: IsolateContext, key: string): Promise<StepResult> {
  const ec2 = context.session.ec2(context.region, 'contain');
  if (key === 'empty group') {
    const GroupId = await findEmptyGroup(context);
    return GroupId
      ? result(null, 'Removed', await ec2.deleteSecurityGroup({ GroupId }))
      : result(null, 'It was gone already');
  }
  const NetworkAclId = await findDenyAllList(context);
  return NetworkAclId
    ? result(null, 'Removed', await ec2.deleteNetworkAcl({ NetworkAclId }))
    : result(null, 'It was gone already');
}

async function exitStandby(context: IsolateContext, state: IsolationState): Promise<StepResult> {
  const now = await context.session
    .autoScaling(context.region)
    .describeAutoScalingInstances({ InstanceIds: [context.parameters.instanceId] });
  if (now.AutoScalingInstances?.[0]?.LifecycleState === 'InService')
    return result('InService', 'It was in service already');
  const answer = await context.session.autoScaling(context.region, 'contain').exitStandby({
    AutoScalingGroupName: state.scalingGroup!.name,
    InstanceIds: [context.parameters.instanceId],
  });
  await waitForLifecycle(context, 'InService');
  return result('InService', 'Back in service', answer);
}
