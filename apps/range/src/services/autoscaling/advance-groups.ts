import type { AutoScalingGroup, AutoScalingInstance, Instance, RegionState } from '../../estate/types.ts';
import type { RangeTiming } from '../../wire/service.ts';
import { isReachable } from '../ec2/traffic.ts';
import { launchReplacement } from './replace-instance.ts';

/** A load balancer's check needs the network, EC2's own check only a running machine. */
function isAnswering(region: RegionState, group: AutoScalingGroup, instance: Instance): boolean {
  if (instance.state !== 'running' && instance.state !== 'pending') return false;
  if (group.healthCheckType !== 'ELB') return true;
  const nic = region.networkInterfaces[instance.networkInterfaceIds[0] ?? ''];
  return nic !== undefined && isReachable(region, nic);
}

const isSuspended = (group: AutoScalingGroup, process: string): boolean =>
  group.suspendedProcesses.some((entry) => entry.name === process);

function terminate(
  group: AutoScalingGroup,
  member: AutoScalingInstance,
  instance: Instance,
  atMs: number,
  timing: RangeTiming,
): void {
  member.lifecycleState = 'Terminating';
  member.lifecycleDueAtMs = atMs + timing.instanceTransitionMs;
  // Termination protection of the instance does not hold back its group (Auto Scaling user guide, "Instance scale-in protection").
  instance.state = 'shutting-down';
  instance.transition = { to: 'terminated', dueAtMs: atMs + timing.instanceTransitionMs };
  instance.stateTransitionReason = `User initiated (${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} GMT)`;
  instance.stateReason = {
    code: 'Client.UserInitiatedShutdown',
    message: 'Client.UserInitiatedShutdown: User initiated shutdown',
  };
  group.activities.unshift({
    id: `${instance.id}-replaced`,
    description: `Terminating EC2 instance: ${instance.id}`,
    cause: `At ${new Date(atMs).toISOString()} an instance was taken out of service in response to an ELB system health check failure.`,
    startedAtMs: atMs,
    endedAtMs: atMs + timing.instanceTransitionMs,
    statusCode: 'Successful',
  });
}

function checkHealth(
  region: RegionState,
  group: AutoScalingGroup,
  member: AutoScalingInstance,
  nowMs: number,
  timing: RangeTiming,
): void {
  const instance = region.instances[member.instanceId];
  if (!instance || member.lifecycleState !== 'InService' || isSuspended(group, 'HealthCheck')) return;
  if (instance.state === 'terminated' || instance.state === 'shutting-down') {
    member.lifecycleState = 'Terminating';
    member.healthStatus = 'Unhealthy';
    member.lifecycleDueAtMs = nowMs;
    return;
  }
  if (isAnswering(region, group, instance)) {
    delete member.unreachableSinceMs;
    if (member.healthStatus === 'Unhealthy' && !isSuspended(group, 'ReplaceUnhealthy')) member.healthStatus = 'Healthy';
    return;
  }
  member.unreachableSinceMs ??= nowMs;
  const dueAtMs = member.unreachableSinceMs + timing.unhealthyAfterMs;
  if (nowMs < dueAtMs) return;
  member.healthStatus = 'Unhealthy';
  if (isSuspended(group, 'ReplaceUnhealthy') || isSuspended(group, 'Terminate')) return;
  terminate(group, member, instance, dueAtMs, timing);
}

/** Lifecycle states that end by themselves. */
function finishLifecycle(
  region: RegionState,
  group: AutoScalingGroup,
  member: AutoScalingInstance,
  nowMs: number,
): void {
  if (member.lifecycleDueAtMs === undefined || member.lifecycleDueAtMs > nowMs) return;
  delete member.lifecycleDueAtMs;
  const leave = (): void => {
    group.instances = group.instances.filter((entry) => entry !== member);
    const instance = region.instances[member.instanceId];
    if (instance) delete instance.autoScalingGroupName;
  };
  switch (member.lifecycleState) {
    case 'EnteringStandby':
      member.lifecycleState = 'Standby';
      break;
    case 'Pending':
      member.lifecycleState = 'InService';
      break;
    case 'Detaching':
    case 'Terminating':
      leave();
      break;
    default:
  }
}

function inServiceCount(group: AutoScalingGroup): number {
  const counted = ['InService', 'Pending'];
  return group.instances.filter((entry) => counted.includes(entry.lifecycleState)).length;
}

/** Launches until the group has what it wants; the pattern is a member that is leaving, or any. */
function fillUp(region: RegionState, group: AutoScalingGroup, nowMs: number): void {
  if (isSuspended(group, 'Launch')) return;
  const leaving = group.instances.find(
    (entry) =>
      entry.lifecycleState === 'Terminating' ||
      entry.lifecycleState === 'Detaching' ||
      entry.lifecycleState === 'EnteringStandby' ||
      entry.lifecycleState === 'Standby',
  );
  let pattern = region.instances[(leaving ?? group.instances[0])?.instanceId ?? ''];
  while (pattern && inServiceCount(group) < group.desiredCapacity)
    pattern = launchReplacement(region, group, pattern, nowMs);
}

/** Health, lifecycle and size of every scaling group of a region. */
export function advanceGroups(region: RegionState, nowMs: number, timing: RangeTiming): void {
  for (const group of Object.values(region.autoScalingGroups)) {
    for (const member of [...group.instances]) checkHealth(region, group, member, nowMs, timing);
    fillUp(region, group, nowMs);
    for (const member of [...group.instances]) finishLifecycle(region, group, member, nowMs);
  }
}
