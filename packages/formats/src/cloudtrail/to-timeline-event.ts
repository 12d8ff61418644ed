import type { RecordLocation, TimelineEvent } from '@virga/domain';
import { eventId } from '@virga/domain/ids';
import type { JsonObject, RecordNotes } from '../stream/parsed-record.ts';
import { readAttributes } from './attributes.ts';
import { readEventTime } from './event-time.ts';
import { readIdentity } from './identity.ts';
import { buildMessage } from './message.ts';
import { readOutcome } from './outcome.ts';
import { cloudTrailParser, cloudTrailSource } from './parser-id.ts';
import { memberObject, memberText } from './read-fields.ts';
import { readSourceAddress } from './source-address.ts';
import { readTargets } from './targets.ts';

export interface RecordContext {
  location: RecordLocation;
  path: readonly string[];
  contentHash: string;
  notes: RecordNotes | null;
  /** Member the record was taken out of, null when it stood by itself. */
  wrapper: string | null;
}

/** One CloudTrail record (its strings storable: `storableValue`) as a timeline row, or the reason why it cannot be one. */
export function toTimelineEvent(record: JsonObject, context: RecordContext): TimelineEvent | string {
  const time = readEventTime(record);
  if (typeof time === 'string') return time;
  const action = memberText(record, 'eventName') ?? 'unknown';
  const identity = readIdentity(record);
  const address = readSourceAddress(memberText(record, 'sourceIPAddress'));
  const outcome = readOutcome(record, action);
  const targets = readTargets(record);
  const extra = memberObject(record, 'additionalEventData');
  const service = memberText(record, 'eventSource');
  const region = memberText(record, 'awsRegion');
  const eventIdText = memberText(record, 'eventID');
  const account = memberText(record, 'recipientAccountId') ?? identity.actorAccount;
  const { location } = context;
  const sentence = { identity, action, service, targets, outcome, address };
  return {
    id: eventId({
      evidenceId: location.evidenceId,
      path: context.path,
      locator: String(location.offset),
      index: 0,
    }),
    timeMicros: time.micros,
    timePrecision: time.precision,
    timeRaw: time.raw,
    timeMeaning: 'Event',
    source: cloudTrailSource,
    provider: 'aws',
    account,
    region,
    service,
    action,
    outcome: outcome.outcome,
    errorCode: outcome.errorCode,
    actor: identity.actor,
    actorType: identity.actorType,
    actorAccount: identity.actorAccount,
    credential: identity.credential,
    session: identity.session,
    correlation: correlationIds(record),
    sourceIp: address.ip,
    sourcePort: null,
    destinationIp: null,
    destinationPort: null,
    protocol: null,
    bytesIn: byteCount(extra, 'bytesTransferredIn'),
    bytesOut: byteCount(extra, 'bytesTransferredOut'),
    packets: null,
    userAgent: memberText(record, 'userAgent'),
    host: address.service?.endsWith('.amazonaws.com') ? address.service : null,
    target: targets[0] ?? null,
    targets,
    message: buildMessage(sentence),
    severity: 'info',
    detections: [],
    uid:
      eventIdText === null
        ? `sha256:${context.contentHash}`
        : `${eventIdText}/${memberText(record, 'recipientAccountId') ?? ''}`,
    contentHash: context.contentHash,
    own: false,
    attributes: readAttributes(record, { identity, address, outcome, timeNote: time.note, ...context }),
    record: location,
    parser: cloudTrailParser,
  };
}

function correlationIds(record: JsonObject): string[] {
  const ids: string[] = [];
  for (const key of ['requestID', 'sharedEventID', 'relatedEventID'] as const) {
    const id = memberText(record, key);
    if (id !== null && !ids.includes(id)) ids.push(id);
  }
  return ids;
}

function byteCount(extra: JsonObject | null, key: string): bigint | null {
  const value = extra?.[key];
  const number = typeof value === 'string' && /^\d{1,18}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? BigInt(number) : null;
}
