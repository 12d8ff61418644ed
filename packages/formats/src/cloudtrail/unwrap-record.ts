import type { JsonValue } from '@virga/domain';
import { measureText } from '../stream/measure-text.ts';
import { type ParsedRecord, parseRecord } from '../stream/parse-record.ts';
import type { JsonObject, RecordNotes } from '../stream/parsed-record.ts';
import type { StreamLimits } from '../stream/stream-limits.ts';
import { isObject } from './read-fields.ts';

export type Unwrapped =
  | {
      kind: 'record';
      value: JsonObject;
      wrapper: string | null;
      canonical: string | null;
      notes: RecordNotes | null;
    }
  | { kind: 'metadata' }
  | { kind: 'rejected'; reason: string };

/** Where others put the record: JSON text in a member (LookupEvents, CloudWatch Logs), or an object inside (EventBridge, Elastic). */
const textMembers = ['CloudTrailEvent', 'message'];
const objectMembers: readonly (readonly string[])[] = [['detail'], ['aws', 'cloudtrail']];

/** Finds the CloudTrail record in a value that stands where a record stands. */
export function unwrapRecord(record: ParsedRecord, limits: StreamLimits): Unwrapped {
  const { value, notes } = record;
  if (typeof value === 'string') return fromText(value, 'text', limits);
  if (!isObject(value)) return { kind: 'rejected', reason: `a record that is not an object but ${kindOf(value)}` };
  if (looksLikeRecord(value)) return { kind: 'record', value, wrapper: null, canonical: null, notes };
  for (const member of textMembers) {
    const text = value[member];
    if (typeof text === 'string' && (member === 'CloudTrailEvent' || /^\s*\{/.test(text)))
      return fromText(text, member, limits);
  }
  for (const path of objectMembers) {
    const inner = path.reduce<JsonValue | undefined>((at, key) => (isObject(at) ? at[key] : undefined), value);
    if (isObject(inner) && looksLikeRecord(inner))
      return { kind: 'record', value: inner, wrapper: path.join('.'), canonical: null, notes };
  }
  if ('digestStartTime' in value && 'digestS3Bucket' in value) return { kind: 'metadata' };
  if (value.messageType === 'CONTROL_MESSAGE') return { kind: 'metadata' };
  return { kind: 'rejected', reason: 'an object that is not a CloudTrail record: no eventName' };
}

function looksLikeRecord(value: JsonObject): boolean {
  return typeof value.eventName === 'string' && (typeof value.eventSource === 'string' || 'eventTime' in value);
}

function fromText(text: string, wrapper: string, limits: StreamLimits): Unwrapped {
  const bytes = Buffer.from(text);
  const inner = parseRecord({ bytes, start: 0, end: bytes.length, offset: 0, ...measureText(bytes) }, limits);
  if (inner === null) return { kind: 'rejected', reason: `the text in ${wrapper} is not valid JSON` };
  if (!isObject(inner.value) || !looksLikeRecord(inner.value))
    return { kind: 'rejected', reason: `the text in ${wrapper} is not a CloudTrail record` };
  const { value, canonical, notes } = inner;
  return { kind: 'record', value, wrapper, canonical, notes };
}

function kindOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
