/**
 * LookupEvents: the event history of one account in one region.
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html
 */
import { createHash } from 'node:crypto';
import type { StagedEvent } from '../../estate/trail-record.ts';
import type { JsonValue, Operation, RangeCall } from '../../wire/service.ts';
import { ServiceError } from '../../wire/service.ts';
import { takeLookup } from './lookup-throttle.ts';
import { textParameter, timeParameter } from './parameters.ts';
import { trailLogOf } from './trail-log.ts';

const HISTORY_MS = 90 * 24 * 3_600_000;
const PAGE = 50;

type Match = (event: StagedEvent, value: string) => boolean;

/** Attribute key → does an event have that value. */
const ATTRIBUTES: Record<string, Match> = {
  AccessKeyId: (event, value) => event.accessKeyId === value,
  EventId: (event, value) => event.id === value,
  EventName: (event, value) => event.name === value,
  EventSource: (event, value) => event.source === value,
  ReadOnly: (event, value) => String(event.readOnly) === value,
  ResourceName: (event, value) => event.resources.some((resource) => resource.name === value),
  ResourceType: (event, value) => event.resources.some((resource) => resource.type === value),
  Username: (event, value) => event.userName === value,
};

export const lookupEvents: Operation = {
  readOnly: true,
  handle: (call) => {
    takeLookup(call.estate, call.accountId, call.region, call.nowMs);
    const size = pageSize(call);
    const after = readToken(call);
    const wanted = matcher(call);
    if (call.params.EventCategory === 'insight') return { json: { Events: [] } };
    const found = trailLogOf(call.estate)
      .eventsOf(call.accountId, call.region)
      .filter((event) => event.category === 'management' && wanted(event))
      .sort(newestFirst);
    const start = after === undefined ? 0 : found.findIndex((event) => isAfter(event, after));
    const page = start < 0 ? [] : found.slice(start, start + size);
    const last = page.at(-1);
    const hasMore = last !== undefined && start + size < found.length;
    return { json: { Events: page.map(describeEvent), ...(hasMore ? { NextToken: writeToken(call, last) } : {}) } };
  },
};

function newestFirst(a: StagedEvent, b: StagedEvent): number {
  return b.timeMs - a.timeMs || (a.id < b.id ? -1 : 1);
}

function matcher(call: RangeCall): (event: StagedEvent) => boolean {
  const startMs = Math.max(timeParameter(call, 'StartTime') ?? 0, call.nowMs - HISTORY_MS);
  const endMs = timeParameter(call, 'EndTime') ?? Number.POSITIVE_INFINITY;
  if (startMs > endMs && call.params.EndTime !== undefined && call.params.StartTime !== undefined) {
    throw new ServiceError('InvalidTimeRangeException', 400, 'The start time must be before the end time.');
  }
  const attribute = readAttribute(call);
  return (event) => event.timeMs >= startMs && event.timeMs <= endMs && (attribute === undefined || attribute(event));
}

function readAttribute(call: RangeCall): ((event: StagedEvent) => boolean) | undefined {
  const given = call.params.LookupAttributes;
  if (given === undefined || given === null) return undefined;
  if (!Array.isArray(given) || given.length > 1) {
    throw new ServiceError('InvalidLookupAttributesException', 400, 'Only one lookup attribute can be specified.');
  }
  const item = given[0] as { AttributeKey?: string; AttributeValue?: string } | undefined;
  if (item === undefined) return undefined;
  const match = ATTRIBUTES[String(item.AttributeKey)];
  const value = item.AttributeValue;
  if (!match || typeof value !== 'string' || value === '') {
    throw new ServiceError(
      'InvalidLookupAttributesException',
      400,
      `Invalid lookup attribute: ${String(item.AttributeKey)}`,
    );
  }
  return (event) => match(event, value);
}

function pageSize(call: RangeCall): number {
  const wanted = call.params.MaxResults ?? PAGE;
  if (typeof wanted !== 'number' || !Number.isInteger(wanted) || wanted < 1 || wanted > PAGE) {
    throw new ServiceError(
      'InvalidMaxResultsException',
      400,
      `The maximum results value must be between 1 and ${PAGE}.`,
    );
  }
  return wanted;
}

interface Place {
  timeMs: number;
  id: string;
}

function isAfter(event: StagedEvent, place: Place): boolean {
  return event.timeMs < place.timeMs || (event.timeMs === place.timeMs && event.id > place.id);
}

/** A token is good only for the parameters that it was given for. */
function parametersHash(call: RangeCall): string {
  const { LookupAttributes, StartTime, EndTime, EventCategory } = call.params;
  const text = JSON.stringify([call.accountId, call.region, LookupAttributes, StartTime, EndTime, EventCategory]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function writeToken(call: RangeCall, last: StagedEvent): string {
  const text = JSON.stringify({ p: parametersHash(call), t: last.timeMs, i: last.id });
  return Buffer.from(text).toString('base64');
}

function readToken(call: RangeCall): Place | undefined {
  const token = textParameter(call, 'NextToken');
  if (token === undefined) return undefined;
  const fail = (): never => {
    throw new ServiceError('InvalidNextTokenException', 400, 'The specified next token is not valid.');
  };
  try {
    const read = JSON.parse(Buffer.from(token, 'base64').toString()) as { p?: string; t?: number; i?: string };
    if (read.p !== parametersHash(call) || typeof read.t !== 'number' || typeof read.i !== 'string') return fail();
    return { timeMs: read.t, id: read.i };
  } catch {
    return fail();
  }
}

function describeEvent(event: StagedEvent): JsonValue {
  return {
    EventId: event.id,
    EventName: event.name,
    ReadOnly: String(event.readOnly),
    ...(event.accessKeyId ? { AccessKeyId: event.accessKeyId } : {}),
    EventTime: event.timeMs / 1000,
    EventSource: event.source,
    ...(event.userName ? { Username: event.userName } : {}),
    Resources: event.resources.map((resource) => ({ ResourceType: resource.type, ResourceName: resource.name })),
    CloudTrailEvent: event.json,
  };
}
