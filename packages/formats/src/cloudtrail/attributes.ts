import type { JsonValue, TimelineEvent } from '@virga/domain';
import type { JsonObject, RecordNotes } from '../stream/parsed-record.ts';
import type { Identity } from './identity.ts';
import type { OutcomeRead } from './outcome.ts';
import { isObject, memberObject, memberText, textOf } from './read-fields.ts';
import type { SourceAddress } from './source-address.ts';

/** Members that a column shows in full. Everything else goes to attributes under its own name. */
const inColumns: ReadonlySet<string> = new Set([
  'eventTime',
  'eventName',
  'eventSource',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'userIdentity',
  'eventID',
  'requestID',
  'recipientAccountId',
]);

interface AttributeInput {
  identity: Identity;
  address: SourceAddress;
  outcome: OutcomeRead;
  timeNote: string | null;
  notes: RecordNotes | null;
  wrapper: string | null;
}

/** The rest of the record, plus what reading it brought to light (`identity`, `sourceService`, `issuedCredential`, `parse`). */
export function readAttributes(record: JsonObject, input: AttributeInput): Record<string, JsonValue> {
  const attributes: Record<string, JsonValue> = {};
  for (const key of Object.keys(record)) {
    const value = record[key];
    if (value === undefined || value === null || (inColumns.has(key) && isShown(key, value))) continue;
    // A member named __proto__ must stay a member and nothing else.
    if (key === '__proto__')
      Object.defineProperty(attributes, key, { value, enumerable: true, configurable: true, writable: true });
    else attributes[key] = value;
  }
  if (Object.keys(input.identity.facts).length > 0) attributes.identity = input.identity.facts;
  if (input.address.service !== null) attributes.sourceService = input.address.service;
  const issued = issuedCredential(record);
  if (issued !== null) attributes.issuedCredential = issued;
  if (input.outcome.isDryRun) attributes.dryRun = 'allowed, not done';
  const parse = parseNotes(input);
  if (parse !== null) attributes.parse = parse;
  return attributes;
}

/**
 * Values of the members that columns show and that are in no column themselves: with columns and attributes, which hold all
 * other members whole, every value of the record for free text. Walking the others twice cost more than parsing them.
 */
export function columnValues(record: JsonObject, event: TimelineEvent): string[] {
  const found: string[] = [];
  const shown = [event.timeRaw, event.action, event.service, event.region, event.sourceIp, event.userAgent];
  shown.push(event.errorCode, event.account, event.actor, event.actorType, event.credential, ...event.correlation);
  const facts = event.attributes.identity;
  if (isObject(facts)) for (const key in facts) shown.push(textOf(facts[key]));
  for (const key of inColumns) collectValues(record[key], shown, found);
  return found;
}

/** Walks a value of the record; what is `shown` elsewhere is left out. */
function collectValues(value: JsonValue | undefined, shown: (string | null)[], into: string[]): void {
  if (typeof value === 'string') {
    if (value !== '' && !shown.includes(value)) into.push(value);
  } else if (typeof value === 'number') collectValues(String(value), shown, into);
  else if (Array.isArray(value)) for (const item of value) collectValues(item, shown, into);
  else if (isObject(value)) for (const key in value) collectValues(value[key], shown, into);
}

/** A column holds text: an object where text belongs is kept here, so that nothing is lost. */
function isShown(key: string, value: JsonValue): boolean {
  return key === 'userIdentity' ? isObject(value) : typeof value !== 'object';
}

/** The access key that this very call gave out: where a session or a new key begins. */
function issuedCredential(record: JsonObject): string | null {
  const response = memberObject(record, 'responseElements');
  return (
    memberText(memberObject(response, 'credentials'), 'accessKeyId') ??
    memberText(memberObject(response, 'accessKey'), 'accessKeyId')
  );
}

function parseNotes(input: AttributeInput): JsonObject | null {
  const { notes, wrapper, timeNote } = input;
  if (notes === null && wrapper === null && timeNote === null) return null;
  return {
    ...(notes as JsonObject | null),
    ...(wrapper === null ? {} : { wrapper }),
    ...(timeNote === null ? {} : { time: timeNote }),
  };
}
