/** The two trails. What one lost while it was stopped, the other does not hold: it never logged those data events. */
import type { Estate, EventSelector, Trail } from '../../../estate/types.ts';
import { type Cast, DAY_MS } from '../cast.ts';

export const ORG_TRAIL = 'org-trail';
export const DATA_TRAIL = 'customer-data-trail';
/** Key prefix of the data trail's objects in the log bucket. */
const DATA_TRAIL_PREFIX = 'data-events';

/** Adds the organisation trail (all regions, management events, data events of the exports bucket) and production's own data trail. */
export function stageTrails(cast: Cast, estate: Estate): void {
  const { management, production } = cast.accounts;
  const base = {
    homeRegion: 'eu-west-1',
    s3BucketName: cast.buckets.logs,
    logFileValidationEnabled: true,
    loggingPeriods: [{ startedAtMs: cast.nowMs - 690 * DAY_MS }],
    tags: {},
  };
  add(estate, {
    ...base,
    name: ORG_TRAIL,
    arn: `arn:aws:cloudtrail:eu-west-1:${management}:trail/${ORG_TRAIL}`,
    accountId: management,
    includeGlobalServiceEvents: true,
    isMultiRegion: true,
    isOrganization: true,
    eventSelectors: [selector(true, cast.buckets.exports)],
  });
  add(estate, {
    ...base,
    name: DATA_TRAIL,
    arn: `arn:aws:cloudtrail:eu-west-1:${production}:trail/${DATA_TRAIL}`,
    accountId: production,
    s3KeyPrefix: DATA_TRAIL_PREFIX,
    includeGlobalServiceEvents: false,
    isMultiRegion: false,
    isOrganization: false,
    eventSelectors: [selector(false, cast.buckets.documents)],
    loggingPeriods: [{ startedAtMs: cast.nowMs - 400 * DAY_MS }],
  });
}

function selector(includeManagementEvents: boolean, bucket: string): EventSelector {
  return {
    readWriteType: 'All',
    includeManagementEvents,
    dataResources: [{ type: 'AWS::S3::Object', values: [`arn:aws:s3:::${bucket}/`] }],
    excludeManagementEventSources: [],
  };
}

function add(estate: Estate, trail: Trail): void {
  estate.accounts[trail.accountId]!.trails[trail.arn] = trail;
}
