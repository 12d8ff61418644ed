import type { Operation } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { groupOf, onGroup, stringList } from './group-target.ts';

/** Auto Scaling API, SuspendProcesses: the processes that can be named; none named means all. */
const PROCESSES = [
  'Launch',
  'Terminate',
  'AddToLoadBalancer',
  'AlarmNotification',
  'AZRebalance',
  'HealthCheck',
  'InstanceRefresh',
  'ReplaceUnhealthy',
  'ScheduledActions',
];

function processesOf(value: unknown): string[] {
  const given = stringList(value);
  const unknown = given.find((name) => !PROCESSES.includes(name));
  if (unknown) throw new ServiceError('ValidationError', 400, `Unknown process ${unknown}`);
  return given.length === 0 ? PROCESSES : given;
}

const base = { required: ['AutoScalingGroupName'], mutates: true, authorize: onGroup };

export const processOperations: Record<string, Operation> = {
  SuspendProcesses: {
    ...base,
    handle: (call) => {
      const group = groupOf(call);
      const reason = `User suspended at ${new Date(call.nowMs).toISOString()}`;
      for (const name of processesOf(call.params.ScalingProcesses)) {
        if (!group.suspendedProcesses.some((entry) => entry.name === name))
          group.suspendedProcesses.push({ name, reason });
      }
      return {};
    },
  },
  ResumeProcesses: {
    ...base,
    handle: (call) => {
      const group = groupOf(call);
      const names = processesOf(call.params.ScalingProcesses);
      group.suspendedProcesses = group.suspendedProcesses.filter((entry) => !names.includes(entry.name));
      return {};
    },
  },
};
