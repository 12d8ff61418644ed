import type { Instance, InstanceStateName } from '../../estate/types.ts';
import type { AuthorizationRequest, Operation, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { stateXml } from './instance-xml.ts';
import { chosenInstances } from './instances.ts';
import { ec2Arn } from './region-state.ts';

const gmt = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

function onInstances(call: RangeCall): AuthorizationRequest[] {
  return chosenInstances(call).map((instance) => ({
    action: `ec2:${call.operation}`,
    resource: ec2Arn(call, 'instance', instance.id),
    resourceTags: instance.tags,
  }));
}

function incorrectState(instance: Instance): ServiceError {
  return new ServiceError(
    'IncorrectInstanceState',
    400,
    `The instance '${instance.id}' is not in a state from which it can be changed (${instance.state}).`,
  );
}

function begin(call: RangeCall, instance: Instance, now: InstanceStateName, then: InstanceStateName): void {
  instance.state = now;
  instance.transition = { to: then, dueAtMs: call.nowMs + call.timing.instanceTransitionMs };
}

function stop(call: RangeCall, instance: Instance): void {
  if (instance.disableApiStop) {
    throw new ServiceError(
      'OperationNotPermitted',
      400,
      `The instance '${instance.id}' may not be stopped. Modify its 'disableApiStop' instance attribute and try again.`,
    );
  }
  if (instance.state === 'stopped' || instance.state === 'stopping') return;
  if (instance.state !== 'running') throw incorrectState(instance);
  if (instance.lifecycle === 'spot')
    throw new ServiceError(
      'UnsupportedOperation',
      400,
      `You can't stop the Spot Instance '${instance.id}' because it is associated with a one-time Spot Instance request.`,
    );
  begin(call, instance, 'stopping', 'stopped');
  instance.stateTransitionReason = `User initiated (${gmt(call.nowMs)} GMT)`;
  instance.stateReason = {
    code: 'Client.UserInitiatedShutdown',
    message: 'Client.UserInitiatedShutdown: User initiated shutdown',
  };
}

function start(call: RangeCall, instance: Instance): void {
  if (instance.state === 'running' || instance.state === 'pending') return;
  if (instance.state !== 'stopped') throw incorrectState(instance);
  begin(call, instance, 'pending', 'running');
  instance.launchedAtMs = call.nowMs;
  instance.stateTransitionReason = '';
  delete instance.stateReason;
}

function terminate(call: RangeCall, instance: Instance): void {
  if (instance.disableApiTermination) {
    throw new ServiceError(
      'OperationNotPermitted',
      400,
      `The instance '${instance.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    );
  }
  if (instance.state === 'terminated' || instance.state === 'shutting-down') return;
  begin(call, instance, 'shutting-down', 'terminated');
  instance.stateTransitionReason = `User initiated (${gmt(call.nowMs)} GMT)`;
  instance.stateReason = {
    code: 'Client.UserInitiatedShutdown',
    message: 'Client.UserInitiatedShutdown: User initiated shutdown',
  };
}

/** Applies a change to all named instances or to none; the reply shows the state before and after of each. */
function changeStates(act: (call: RangeCall, instance: Instance) => void): Operation {
  return {
    required: ['InstanceId.0'],
    mutates: true,
    authorize: onInstances,
    handle: (call) => {
      const instances = chosenInstances(call);
      for (const instance of instances) act(call, structuredClone(instance));
      const changes = instances.map((instance) => {
        const previousState = stateXml(instance.state);
        act(call, instance);
        return { instanceId: instance.id, currentState: stateXml(instance.state), previousState };
      });
      return { xml: { instancesSet: changes } };
    },
    trail: (call, reply) => ({
      requestParameters: { instancesSet: { items: chosenIds(call).map((instanceId) => ({ instanceId })) } },
      responseElements: reply ? { instancesSet: { items: (reply.xml?.instancesSet ?? []) as never } } : null,
    }),
  };
}

function chosenIds(call: RangeCall): string[] {
  return Array.isArray(call.params.InstanceId) ? call.params.InstanceId.map(String) : [];
}

export const instanceLifecycleOperations: Record<string, Operation> = {
  StopInstances: changeStates(stop),
  StartInstances: changeStates(start),
  TerminateInstances: changeStates(terminate),
  RebootInstances: {
    required: ['InstanceId.0'],
    mutates: true,
    authorize: onInstances,
    handle: (call) => {
      const dead = chosenInstances(call).find((instance) => instance.state !== 'running');
      if (dead) throw incorrectState(dead);
      return { xml: { return: true } };
    },
  },
};
