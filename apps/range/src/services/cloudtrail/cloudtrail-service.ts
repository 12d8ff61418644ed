import type { ServiceHandler } from '../../wire/service.ts';
import { listPublicKeys } from './list-public-keys.ts';
import { lookupEvents } from './lookup-events.ts';
import {
  describeTrails,
  getEventSelectors,
  getTrail,
  getTrailStatus,
  listTrails,
  startLogging,
  stopLogging,
} from './trail-operations.ts';

/** AWS CloudTrail: event history, trails, public keys. */
export const cloudtrailService: ServiceHandler = {
  service: 'cloudtrail',
  protocol: 'json-1.1',
  targetPrefix: 'CloudTrail_20131101',
  operations: {
    DescribeTrails: describeTrails,
    ListTrails: listTrails,
    GetTrail: getTrail,
    GetTrailStatus: getTrailStatus,
    GetEventSelectors: getEventSelectors,
    ListPublicKeys: listPublicKeys,
    LookupEvents: lookupEvents,
    StopLogging: stopLogging,
    StartLogging: startLogging,
  },
};
