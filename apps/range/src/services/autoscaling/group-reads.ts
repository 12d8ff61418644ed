import type { AutoScalingGroup, AutoScalingInstance } from '../../estate/types.ts';
import type { Operation, RangeCall, XmlValue } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { regionOf } from '../ec2/region-state.ts';
import { stringList } from './group-target.ts';

type Xml = { [name: string]: XmlValue };

const time = (ms: number): string => new Date(ms).toISOString();

function templateXml(group: AutoScalingGroup): Xml {
  const { id, name, version } = group.launchTemplate;
  return { LaunchTemplateId: id, LaunchTemplateName: name, Version: version };
}

function memberXml(group: AutoScalingGroup, member: AutoScalingInstance): Xml {
  return {
    InstanceId: member.instanceId,
    InstanceType: member.instanceType,
    AvailabilityZone: member.availabilityZone,
    LifecycleState: member.lifecycleState,
    HealthStatus: member.healthStatus,
    LaunchTemplate: templateXml(group),
    ProtectedFromScaleIn: member.protectedFromScaleIn,
  };
}

function groupXml(group: AutoScalingGroup): Xml {
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    LaunchTemplate: templateXml(group),
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desiredCapacity,
    DefaultCooldown: group.defaultCooldownSeconds,
    AvailabilityZones: group.availabilityZones,
    LoadBalancerNames: group.loadBalancerNames,
    TargetGroupARNs: group.targetGroupArns,
    HealthCheckType: group.healthCheckType,
    HealthCheckGracePeriod: group.healthCheckGracePeriodSeconds,
    Instances: group.instances.map((member) => memberXml(group, member)),
    CreatedTime: time(group.createdAtMs),
    SuspendedProcesses: group.suspendedProcesses.map((entry) => ({
      ProcessName: entry.name,
      SuspensionReason: entry.reason,
    })),
    VPCZoneIdentifier: group.subnetIds.join(','),
    EnabledMetrics: [],
    Tags: Object.entries(group.tags).map(([Key, Value]) => ({
      ResourceId: group.name,
      ResourceType: 'auto-scaling-group',
      Key,
      Value,
      PropagateAtLaunch: true,
    })),
    TerminationPolicies: ['Default'],
    NewInstancesProtectedFromScaleIn: false,
    ServiceLinkedRoleARN: group.serviceLinkedRoleArn,
  };
}

/** MaxRecords and NextToken, as every list of this API pages. */
function page<T>(call: RangeCall, all: T[], limit: number): { items: T[]; NextToken?: string } {
  const size = call.params.MaxRecords === undefined ? limit : Number(call.params.MaxRecords);
  if (!Number.isInteger(size) || size < 1 || size > 100)
    throw new ServiceError('ValidationError', 400, 'MaxRecords must be between 1 and 100');
  const token =
    call.params.NextToken === undefined ? '' : Buffer.from(String(call.params.NextToken), 'base64url').toString();
  if (token !== '' && !/^at \d+$/.test(token))
    throw new ServiceError('InvalidNextToken', 400, 'The NextToken value is not valid.');
  const start = token === '' ? 0 : Number(token.slice(3));
  const items = all.slice(start, start + size);
  const next = start + items.length;
  return next < all.length ? { items, NextToken: Buffer.from(`at ${next}`).toString('base64url') } : { items };
}

function describeGroups(call: RangeCall) {
  const names = stringList(call.params.AutoScalingGroupNames);
  const all = Object.values(regionOf(call).autoScalingGroups).filter(
    (group) => names.length === 0 || names.includes(group.name),
  );
  const { items, NextToken } = page(call, all, 50);
  return { xml: { AutoScalingGroups: items.map(groupXml), NextToken } };
}

function describeInstances(call: RangeCall) {
  const ids = stringList(call.params.InstanceIds);
  const all = Object.values(regionOf(call).autoScalingGroups).flatMap((group) =>
    group.instances
      .filter((member) => ids.length === 0 || ids.includes(member.instanceId))
      .map((member) => ({
        ...memberXml(group, member),
        AutoScalingGroupName: group.name,
        HealthStatus: member.healthStatus.toUpperCase(),
      })),
  );
  const { items, NextToken } = page(call, all, 50);
  return { xml: { AutoScalingInstances: items, NextToken } };
}

function describeActivities(call: RangeCall) {
  const name = call.params.AutoScalingGroupName;
  const groups = Object.values(regionOf(call).autoScalingGroups).filter(
    (group) => name === undefined || group.name === name,
  );
  const all = groups.flatMap((group) =>
    group.activities.map((entry) => ({
      ActivityId: entry.id,
      AutoScalingGroupName: group.name,
      Description: entry.description,
      Cause: entry.cause,
      StartTime: time(entry.startedAtMs),
      EndTime: entry.endedAtMs === undefined ? undefined : time(entry.endedAtMs),
      StatusCode: entry.statusCode,
      Progress: entry.endedAtMs === undefined ? 50 : 100,
    })),
  );
  const { items, NextToken } = page(call, all, 100);
  return { xml: { Activities: items, NextToken } };
}

export const groupReadOperations: Record<string, Operation> = {
  DescribeAutoScalingGroups: { handle: describeGroups },
  DescribeAutoScalingInstances: { handle: describeInstances },
  DescribeScalingActivities: { handle: describeActivities },
};
