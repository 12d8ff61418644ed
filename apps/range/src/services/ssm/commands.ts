import type { Instance } from '../../estate/types.ts';
import { uuidFrom } from '../../wire/derived-values.ts';
import type { AuthorizationRequest, JsonValue, Operation, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { regionOf } from '../ec2/region-state.ts';
import { pingStatus } from './inventory.ts';
import { runStagedCommand } from './staged-shell.ts';

interface Invocation {
  commandId: string;
  instanceId: string;
  document: string;
  comment: string;
  requestedAtMs: number;
  doneAtMs: number;
  output: string;
  error: string;
  exitCode: number;
}

/** Invocations by region state; kept for the process and made again by the journal. */
const invocations = new WeakMap<object, Map<string, Invocation>>();
const RUN_MS = 1500;

function invocationsOf(call: RangeCall): Map<string, Invocation> {
  const region = regionOf(call);
  let found = invocations.get(region);
  if (!found) {
    found = new Map();
    invocations.set(region, found);
  }
  return found;
}

function targetIds(call: RangeCall): string[] {
  return Array.isArray(call.params.InstanceIds) ? call.params.InstanceIds.map(String) : [];
}

function targets(call: RangeCall): Instance[] {
  const ids = targetIds(call);
  if (ids.length === 0) throw new ServiceError('InvalidTarget', 400, 'The range takes InstanceIds only.');
  return ids.map((id) => {
    const instance = regionOf(call).instances[id];
    if (!instance?.ssmAgent || pingStatus(instance) !== 'Online') {
      throw new ServiceError(
        'InvalidInstanceId',
        400,
        `Instances [[${id}]] not in a valid state for account ${call.accountId}`,
      );
    }
    return instance;
  });
}

function authorizeSend(call: RangeCall): AuthorizationRequest[] {
  const action = 'ssm:SendCommand';
  const instances = targetIds(call).map((id) => ({
    action,
    resource: `arn:aws:ec2:${call.region}:${call.accountId}:instance/${id}`,
    resourceTags: regionOf(call).instances[id]?.tags ?? {},
  }));
  return [
    { action, resource: `arn:aws:ssm:${call.region}::document/${String(call.params.DocumentName)}` },
    ...instances,
  ];
}

function sendCommand(call: RangeCall) {
  const document = String(call.params.DocumentName);
  if (document !== 'AWS-RunShellScript')
    throw new ServiceError('InvalidDocument', 400, `Document ${document} does not exist.`);
  const parameters = (call.params.Parameters ?? {}) as { commands?: JsonValue };
  const commands = Array.isArray(parameters.commands) ? parameters.commands.map(String) : [];
  if (commands.length === 0) throw new ServiceError('InvalidParameters', 400, 'Missing required parameter commands');
  const commandId = uuidFrom(call.derive('command', 16));
  for (const instance of targets(call)) {
    const result = runStagedCommand(instance, commands);
    invocationsOf(call).set(`${commandId} ${instance.id}`, {
      commandId,
      instanceId: instance.id,
      document,
      comment: String(call.params.Comment ?? ''),
      requestedAtMs: call.nowMs,
      doneAtMs: call.nowMs + RUN_MS,
      ...result,
    });
  }
  return {
    json: {
      Command: {
        CommandId: commandId,
        DocumentName: document,
        Comment: String(call.params.Comment ?? ''),
        InstanceIds: targetIds(call),
        Parameters: { commands },
        RequestedDateTime: call.nowMs / 1000,
        Status: 'Pending',
        StatusDetails: 'Pending',
        TargetCount: targetIds(call).length,
        CompletedCount: 0,
        ErrorCount: 0,
      },
    },
  };
}

function statusOf(call: RangeCall, entry: Invocation): string {
  if (call.nowMs < entry.doneAtMs) return 'InProgress';
  return entry.exitCode === 0 ? 'Success' : 'Failed';
}

function getInvocation(call: RangeCall) {
  const entry = invocationsOf(call).get(`${String(call.params.CommandId)} ${String(call.params.InstanceId)}`);
  if (!entry)
    throw new ServiceError(
      'InvocationDoesNotExist',
      400,
      'The command ID and managed node ID you specified did not match any invocations.',
    );
  const status = statusOf(call, entry);
  const isDone = status !== 'InProgress';
  return {
    json: {
      CommandId: entry.commandId,
      InstanceId: entry.instanceId,
      Comment: entry.comment,
      DocumentName: entry.document,
      PluginName: 'aws:runShellScript',
      ResponseCode: isDone ? entry.exitCode : -1,
      ExecutionStartDateTime: new Date(entry.requestedAtMs).toISOString(),
      ExecutionEndDateTime: isDone ? new Date(entry.doneAtMs).toISOString() : '',
      Status: status,
      StatusDetails: status,
      // The API cuts both at 24,000 characters.
      StandardOutputContent: isDone ? entry.output.slice(0, 24_000) : '',
      StandardErrorContent: isDone ? entry.error.slice(0, 24_000) : '',
    },
  };
}

function listInvocations(call: RangeCall) {
  const wanted = [...invocationsOf(call).values()].filter(
    (entry) =>
      (call.params.CommandId === undefined || entry.commandId === call.params.CommandId) &&
      (call.params.InstanceId === undefined || entry.instanceId === call.params.InstanceId),
  );
  const CommandInvocations = wanted.map((entry) => ({
    CommandId: entry.commandId,
    InstanceId: entry.instanceId,
    Comment: entry.comment,
    DocumentName: entry.document,
    RequestedDateTime: entry.requestedAtMs / 1000,
    Status: statusOf(call, entry),
    StatusDetails: statusOf(call, entry),
    CommandPlugins: [],
  }));
  return { json: { CommandInvocations } };
}

export const commandOperations: Record<string, Operation> = {
  SendCommand: { required: ['DocumentName'], mutates: true, authorize: authorizeSend, handle: sendCommand },
  GetCommandInvocation: { required: ['CommandId', 'InstanceId'], handle: getInvocation },
  ListCommandInvocations: { handle: listInvocations },
};
