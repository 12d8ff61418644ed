import type { Instance } from '../../estate/types.ts';
import type { JsonValue, Operation, Params, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { regionOf } from '../ec2/region-state.ts';

/** The agent goes silent with its network; a stopped or isolated machine shows ConnectionLost. */
export function pingStatus(instance: Instance): 'Online' | 'ConnectionLost' {
  return instance.state === 'running' ? (instance.ssmAgent?.pingStatus ?? 'ConnectionLost') : 'ConnectionLost';
}

function wantedValues(call: RangeCall, key: string): string[] | undefined {
  const lists = [
    ...((call.params.Filters ?? []) as Params[]),
    ...((call.params.InstanceInformationFilterList ?? []) as Params[]),
  ];
  const found = lists.find((entry) => (entry.Key ?? entry.key) === key);
  const values = found?.Values ?? found?.valueSet;
  return Array.isArray(values) ? values.map(String) : undefined;
}

function informationJson(instance: Instance): { [name: string]: JsonValue } {
  const agent = instance.ssmAgent;
  return {
    InstanceId: instance.id,
    PingStatus: pingStatus(instance),
    LastPingDateTime: (agent?.lastPingAtMs ?? 0) / 1000,
    AgentVersion: agent?.agentVersion,
    IsLatestVersion: false,
    PlatformType: agent?.platformType,
    PlatformName: agent?.platformName,
    PlatformVersion: agent?.platformVersion,
    ResourceType: 'EC2Instance',
    IPAddress: instance.privateIpAddress,
    ComputerName: agent?.computerName,
    SourceId: instance.id,
    SourceType: 'AWS::EC2::Instance',
  };
}

function describeInformation(call: RangeCall) {
  const ids = wantedValues(call, 'InstanceIds');
  const pings = wantedValues(call, 'PingStatus');
  const platforms = wantedValues(call, 'PlatformTypes');
  const all = Object.values(regionOf(call).instances).filter(
    (instance) =>
      instance.ssmAgent !== undefined &&
      instance.state !== 'terminated' &&
      (!ids || ids.includes(instance.id)) &&
      (!pings || pings.includes(pingStatus(instance))) &&
      (!platforms || platforms.includes(instance.ssmAgent.platformType)),
  );
  const size = Number(call.params.MaxResults ?? 50);
  const start = call.params.NextToken === undefined ? 0 : Number(call.params.NextToken);
  if (!Number.isInteger(start)) throw new ServiceError('InvalidNextToken', 400, 'The specified token is not valid.');
  const next = start + size;
  const InstanceInformationList = all.slice(start, next).map(informationJson);
  return { json: { InstanceInformationList, ...(next < all.length ? { NextToken: String(next) } : {}) } };
}

export const inventoryOperations: Record<string, Operation> = {
  DescribeInstanceInformation: { handle: describeInformation },
};
