/**
 * Trails, their state and their selectors.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Operations.html
 */
import type { Trail } from '../../estate/types.ts';
import type { AuthorizationRequest, JsonValue, Operation, RangeCall } from '../../wire/service.ts';
import { trailArchiveOf } from './archive/trail-archive.ts';
import { findOwnTrail, findTrail, isInRegion, trailsSeenBy } from './find-trail.ts';
import { textParameter } from './parameters.ts';

/** Trail actions are authorised on the trail's ARN. */
function onTrail(parameter: string): (call: RangeCall) => AuthorizationRequest[] {
  return (call) => {
    const name = textParameter(call, parameter) ?? '';
    const arn = name.startsWith('arn:') ? name : `arn:aws:cloudtrail:${call.region}:${call.accountId}:trail/${name}`;
    return [{ action: `cloudtrail:${call.operation}`, resource: arn }];
  };
}

function describe(trail: Trail): JsonValue {
  return {
    Name: trail.name,
    S3BucketName: trail.s3BucketName,
    ...(trail.s3KeyPrefix ? { S3KeyPrefix: trail.s3KeyPrefix } : {}),
    IncludeGlobalServiceEvents: trail.includeGlobalServiceEvents,
    IsMultiRegionTrail: trail.isMultiRegion,
    HomeRegion: trail.homeRegion,
    TrailARN: trail.arn,
    LogFileValidationEnabled: trail.logFileValidationEnabled,
    ...(trail.cloudWatchLogsLogGroupArn ? { CloudWatchLogsLogGroupArn: trail.cloudWatchLogsLogGroupArn } : {}),
    ...(trail.kmsKeyId ? { KmsKeyId: trail.kmsKeyId } : {}),
    HasCustomEventSelectors: trail.eventSelectors.some((selector) => selector.dataResources.length > 0),
    HasInsightSelectors: false,
    IsOrganizationTrail: trail.isOrganization,
  };
}

export const describeTrails: Operation = {
  handle: (call) => {
    const names = call.params.trailNameList;
    const withShadows = call.params.includeShadowTrails !== false;
    if (Array.isArray(names) && names.length > 0) {
      const found = trailsSeenBy(call.estate, call.accountId).filter(
        (trail) => names.includes(trail.arn) || (names.includes(trail.name) && isInRegion(trail, call.region)),
      );
      return { json: { trailList: found.map(describe) } };
    }
    const seen = trailsSeenBy(call.estate, call.accountId).filter((trail) =>
      withShadows ? isInRegion(trail, call.region) : trail.homeRegion === call.region,
    );
    return { json: { trailList: seen.map(describe) } };
  },
};

export const listTrails: Operation = {
  handle: (call) => {
    const seen = trailsSeenBy(call.estate, call.accountId);
    return {
      json: { Trails: seen.map((trail) => ({ TrailARN: trail.arn, Name: trail.name, HomeRegion: trail.homeRegion })) },
    };
  },
};

export const getTrail: Operation = {
  required: ['Name'],
  authorize: onTrail('Name'),
  handle: (call) => ({ json: { Trail: describe(findTrail(call, textParameter(call, 'Name') ?? '')) } }),
};

export const getTrailStatus: Operation = {
  required: ['Name'],
  authorize: onTrail('Name'),
  handle: (call) => {
    const trail = findTrail(call, textParameter(call, 'Name') ?? '');
    const last = trail.loggingPeriods.at(-1);
    const stopped = [...trail.loggingPeriods].reverse().find((period) => period.stoppedAtMs !== undefined);
    const chain = trailArchiveOf(call.estate).chains.find(
      ({ place }) => place.trail === trail && place.accountId === call.accountId && place.region === call.region,
    );
    const files = chain?.files(trailArchiveOf(call.estate).deliveredUntilMs()) ?? [];
    const delivered = files.at(-1)?.object.lastModifiedAtMs;
    const digested = chain?.segments[0]
      ?.objects(trailArchiveOf(call.estate).deliveredUntilMs())
      .at(-1)?.lastModifiedAtMs;
    return {
      json: {
        IsLogging: last !== undefined && last.stoppedAtMs === undefined,
        ...(delivered === undefined ? {} : { LatestDeliveryTime: delivered / 1000 }),
        ...(digested === undefined ? {} : { LatestDigestDeliveryTime: digested / 1000 }),
        ...(last === undefined ? {} : { StartLoggingTime: last.startedAtMs / 1000 }),
        ...(stopped?.stoppedAtMs === undefined ? {} : { StopLoggingTime: stopped.stoppedAtMs / 1000 }),
      },
    };
  },
};

export const getEventSelectors: Operation = {
  required: ['TrailName'],
  authorize: onTrail('TrailName'),
  handle: (call) => {
    const trail = findTrail(call, textParameter(call, 'TrailName') ?? '');
    const EventSelectors = trail.eventSelectors.map((selector) => ({
      ReadWriteType: selector.readWriteType,
      IncludeManagementEvents: selector.includeManagementEvents,
      DataResources: selector.dataResources.map((resource) => ({ Type: resource.type, Values: resource.values })),
      ExcludeManagementEventSources: selector.excludeManagementEventSources,
    }));
    return { json: { TrailARN: trail.arn, EventSelectors } };
  },
};

export const stopLogging: Operation = {
  required: ['Name'],
  authorize: onTrail('Name'),
  mutates: true,
  handle: (call) => {
    const last = findOwnTrail(call, textParameter(call, 'Name') ?? '').loggingPeriods.at(-1);
    if (last && last.stoppedAtMs === undefined) last.stoppedAtMs = call.nowMs;
    return { json: {} };
  },
};

export const startLogging: Operation = {
  required: ['Name'],
  authorize: onTrail('Name'),
  mutates: true,
  handle: (call) => {
    const { loggingPeriods } = findOwnTrail(call, textParameter(call, 'Name') ?? '');
    if (loggingPeriods.at(-1)?.stoppedAtMs !== undefined) loggingPeriods.push({ startedAtMs: call.nowMs });
    return { json: {} };
  },
};
