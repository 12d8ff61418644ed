import { type JsonValue, microsFromMillis, type ParsedTime, parseTime } from '@virga/domain';
import type { JsonObject } from '../stream/parsed-record.ts';

export type EventTime = ParsedTime & {
  /** What a reader must know about it: another member than eventTime, a zone that was not written. */
  note: string | null;
};

/**
 * eventTime is ISO 8601 in UTC (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
 * Files that went through other tools carry it without a zone, as a Unix time, or only as `@timestamp`. Returns why it cannot be read.
 */
export function readEventTime(record: JsonObject): EventTime | string {
  const own = record.eventTime;
  if (own !== undefined && own !== null) return read(own, 'eventTime', null);
  const shipped = record['@timestamp'];
  if (shipped !== undefined && shipped !== null)
    return read(shipped, '@timestamp', 'the record has no eventTime: @timestamp is used');
  return 'the record has no eventTime';
}

function read(value: JsonValue, name: string, note: string | null): EventTime | string {
  if (typeof value === 'number') return fromNumber(value, name, note);
  if (typeof value !== 'string') return `${name} is neither text nor a number`;
  if (/^\d{10}(?:\d{3})?$/.test(value)) return fromNumber(Number(value), name, note);
  const zoned = parseRemembered(value);
  if (zoned) return { ...zoned, note };
  const assumed = parseTime(value, { assumeUtc: true });
  if (assumed) return { ...assumed, note: note ?? `${name} is written without a zone: CloudTrail writes UTC` };
  return `${name} cannot be read as a time: ${value.slice(0, 60)}`;
}

const remembered = new Map<string, ParsedTime | null>();

/** Records come many to a second: the last few thousand times written are kept. */
function parseRemembered(text: string): ParsedTime | null {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  if (remembered.size >= 4096) remembered.clear();
  const time = parseTime(text);
  if (text.length < 64) remembered.set(text, time);
  return time;
}

function fromNumber(value: number, name: string, note: string | null): EventTime | string {
  const isMillis = value >= 1e11;
  const millis = isMillis ? value : value * 1000;
  if (!Number.isFinite(millis) || millis < 0 || millis > 4e12) return `${name} cannot be read as a time: ${value}`;
  const precision = isMillis || !Number.isInteger(value) ? 'millisecond' : 'second';
  return { micros: microsFromMillis(millis), precision, raw: String(value), note: note ?? `${name} is a Unix time` };
}
