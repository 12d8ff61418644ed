import type { AutoScalingGroup, AutoScalingInstance } from '../../estate/types.ts';
import { uuidFrom } from '../../wire/derived-values.ts';
import type { Operation, RangeCall, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { regionOf } from '../ec2/region-state.ts';
import { groupOf, membersOf, onGroup, stringList } from './group-target.ts';

function activityXml(
  call: RangeCall,
  group: AutoScalingGroup,
  words: string,
  index: number,
): { [name: string]: XmlValue } {
  const id = uuidFrom(call.derive(`activity ${index}`, 16));
  group.activities.unshift({
    id,
    description: words,
    cause: `At ${new Date(call.nowMs).toISOString()} a user request asked for it.`,
    startedAtMs: call.nowMs,
    endedAtMs: call.nowMs + call.timing.scalingTransitionMs,
    statusCode: 'Successful',
  });
  return {
    ActivityId: id,
    AutoScalingGroupName: group.name,
    Description: words,
    Cause: group.activities[0]?.cause,
    StartTime: new Date(call.nowMs).toISOString(),
    StatusCode: 'InProgress',
    Progress: 50,
    Details: '{}',
  };
}

/** Takes capacity down when asked; a group never goes under its minimum (Auto Scaling API, DetachInstances). */
function decrement(call: RangeCall, group: AutoScalingGroup, count: number): void {
  if (call.params.ShouldDecrementDesiredCapacity !== 'true') return;
  if (group.desiredCapacity - count < group.minSize) {
    throw new ServiceError(
      'ValidationError',
      400,
      `AutoScalingGroup ${group.name} has min-size=${group.minSize}, max-size=${group.maxSize}, and desired-size=${group.desiredCapacity}. To place into standby or detach ${count} instance(s), please update the AutoScalingGroup sizes appropriately.`,
    );
  }
  group.desiredCapacity -= count;
}

function requireState(member: AutoScalingInstance, state: string, group: AutoScalingGroup): void {
  if (member.lifecycleState === state) return;
  throw new ServiceError(
    'ValidationError',
    400,
    `The instance ${member.instanceId} is not in ${state} (it is ${member.lifecycleState}) in group ${group.name}.`,
  );
}

function move(call: RangeCall, member: AutoScalingInstance, to: 'EnteringStandby' | 'Pending' | 'Detaching'): void {
  member.lifecycleState = to;
  member.lifecycleDueAtMs = call.nowMs + call.timing.scalingTransitionMs;
  delete member.unreachableSinceMs;
}

function leave(call: RangeCall, to: 'EnteringStandby' | 'Detaching', words: string) {
  const group = groupOf(call);
  const members = membersOf(call, group);
  for (const member of members) {
    if (to === 'Detaching' && member.lifecycleState === 'Standby') continue;
    requireState(member, 'InService', group);
  }
  decrement(call, group, members.filter((member) => member.lifecycleState === 'InService').length);
  for (const member of members) move(call, member, to);
  return {
    xml: { Activities: members.map((member, i) => activityXml(call, group, `${words}: ${member.instanceId}`, i)) },
  };
}

function exitStandby(call: RangeCall) {
  const group = groupOf(call);
  const members = membersOf(call, group);
  for (const member of members) requireState(member, 'Standby', group);
  if (group.desiredCapacity + members.length > group.maxSize) {
    throw new ServiceError(
      'ValidationError',
      400,
      `AutoScalingGroup ${group.name} would exceed its max-size=${group.maxSize}.`,
    );
  }
  group.desiredCapacity += members.length;
  for (const member of members) move(call, member, 'Pending');
  return {
    xml: {
      Activities: members.map((member, i) =>
        activityXml(call, group, `Moving EC2 instance out of Standby: ${member.instanceId}`, i),
      ),
    },
  };
}

function attach(call: RangeCall) {
  const group = groupOf(call);
  const region = regionOf(call);
  const ids = stringList(call.params.InstanceIds);
  if (group.desiredCapacity + ids.length > group.maxSize) {
    throw new ServiceError(
      'ValidationError',
      400,
      `AutoScalingGroup ${group.name} would exceed its max-size=${group.maxSize}.`,
    );
  }
  const taken = Object.values(region.autoScalingGroups).flatMap((entry) =>
    entry.instances.map((member) => member.instanceId),
  );
  for (const id of ids) {
    const instance = region.instances[id];
    if (instance?.state !== 'running')
      throw new ServiceError(
        'ValidationError',
        400,
        `Invalid Instance ID(s): [${id}] specified. Instances must be running.`,
      );
    if (taken.includes(id))
      throw new ServiceError('ValidationError', 400, `Instance ${id} is already part of an Auto Scaling group.`);
  }
  for (const id of ids) {
    const instance = region.instances[id];
    if (!instance) continue;
    instance.autoScalingGroupName = group.name;
    group.instances.push({
      instanceId: id,
      instanceType: instance.instanceType,
      availabilityZone: instance.availabilityZone,
      lifecycleState: 'Pending',
      healthStatus: 'Healthy',
      protectedFromScaleIn: false,
      lifecycleDueAtMs: call.nowMs + call.timing.scalingTransitionMs,
    });
  }
  group.desiredCapacity += ids.length;
  return {};
}

const base = { mutates: true, authorize: onGroup };

export const membershipOperations: Record<string, Operation> = {
  EnterStandby: {
    ...base,
    required: ['AutoScalingGroupName', 'ShouldDecrementDesiredCapacity'],
    handle: (call) => leave(call, 'EnteringStandby', 'Moving EC2 instance to Standby'),
  },
  DetachInstances: {
    ...base,
    required: ['AutoScalingGroupName', 'ShouldDecrementDesiredCapacity'],
    handle: (call) => leave(call, 'Detaching', 'Detaching EC2 instance'),
  },
  ExitStandby: { ...base, required: ['AutoScalingGroupName'], handle: exitStandby },
  AttachInstances: { ...base, required: ['AutoScalingGroupName'], handle: attach },
};
