import { deriveBytes, uuidFrom } from './derived-values.ts';
import type {
  ApiCallRecord,
  JsonValue,
  Operation,
  RangeCall,
  RangeReply,
  ServiceError,
  ServiceHandler,
  TrailDetails,
} from './service.ts';

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

function toTrailJson(value: unknown): JsonValue {
  if (Array.isArray(value)) return value.map(toTrailJson);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [lowerFirst(name), toTrailJson(inner)]));
  }
  return typeof value === 'bigint' ? value.toString() : ((value ?? null) as JsonValue);
}

/** Parameters in CloudTrail's spelling; null when there are none. */
export function trailParameters(params: unknown): JsonValue {
  const out = toTrailJson(params);
  return typeof out === 'object' && out !== null && Object.keys(out).length === 0 ? null : out;
}

function details(call: RangeCall, operation: Operation, reply: RangeReply | undefined): TrailDetails {
  return operation.trail?.(call, reply) ?? {};
}

/** The CloudTrail records of a call: one, or two with a shared id when it concerns two accounts. */
export function trailRecords(
  handler: ServiceHandler,
  operation: Operation,
  call: RangeCall,
  secret: Buffer,
  outcome: { reply?: RangeReply; error?: ServiceError },
): ApiCallRecord[] {
  const given = details(call, operation, outcome.reply);
  const own = trailRecord(handler, operation, call, secret, outcome, given);
  const other = given.alsoInAccountId;
  if (other === undefined || other === call.accountId) return [own];
  const sharedEventId = uuidFrom(deriveBytes(secret, call.requestId, 'shared event', 16));
  const eventId = uuidFrom(deriveBytes(secret, call.requestId, 'event elsewhere', 16));
  return [
    { ...own, sharedEventId },
    { ...own, sharedEventId, eventId, accountId: other },
  ];
}

function trailRecord(
  handler: ServiceHandler,
  operation: Operation,
  call: RangeCall,
  secret: Buffer,
  outcome: { reply?: RangeReply; error?: ServiceError },
  given: TrailDetails,
): ApiCallRecord {
  const { error } = outcome;
  return {
    timeMicros: call.now,
    eventSource: handler.eventSource ?? `${handler.service}.amazonaws.com`,
    eventName: given.eventName ?? call.operation,
    region: handler.globalRegion ?? call.region,
    accountId: call.accountId,
    principal: call.principal,
    sourceIp: call.sourceIp,
    userAgent: call.userAgent,
    requestId: call.requestId,
    eventId: uuidFrom(deriveBytes(secret, call.requestId, 'event', 16)),
    readOnly: operation.readOnly ?? operation.mutates !== true,
    category: given.category ?? 'management',
    requestParameters:
      given.requestParameters === undefined
        ? (handler.trailParameters ?? trailParameters)(call.params)
        : given.requestParameters,
    responseElements: error ? null : (given.responseElements ?? null),
    ...(error ? { errorCode: trailErrorCode(error.code), errorMessage: error.message } : {}),
    ...(given.resources ? { resources: given.resources } : {}),
    ...(given.additionalEventData === undefined ? {} : { additionalEventData: given.additionalEventData }),
  };
}

/** EC2's codes appear in CloudTrail with the prefix `Client.` (CloudTrail record contents, errorCode). */
function trailErrorCode(code: string): string {
  return code === 'UnauthorizedOperation' || code === 'DryRunOperation' ? `Client.${code}` : code;
}
