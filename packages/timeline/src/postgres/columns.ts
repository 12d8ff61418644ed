import { type DetectionMatch, type JsonValue, storableText, type TimelineEvent } from '@virga/domain';
import { severityLevel } from '../query/severity-level.ts';

/** What a column takes in COPY's text form, before escaping; null is NULL. */
type CopyValue = string | number | bigint | boolean | null | readonly string[];

/** Columns of `timeline_event` in the order in which rows are written, with where each value comes from. */
export const writtenColumns: readonly [column: string, read: (event: TimelineEvent) => CopyValue][] = [
  ['id', (event) => event.id],
  ['time_micros', (event) => event.timeMicros],
  ['time_precision', (event) => event.timePrecision],
  ['time_raw', (event) => event.timeRaw],
  ['time_meaning', (event) => event.timeMeaning],
  ['source', (event) => event.source],
  ['provider', (event) => event.provider],
  ['account', (event) => event.account],
  ['region', (event) => event.region],
  ['service', (event) => event.service],
  ['action', (event) => event.action],
  ['outcome', (event) => event.outcome],
  ['error_code', (event) => event.errorCode],
  ['actor', (event) => event.actor],
  ['actor_type', (event) => event.actorType],
  ['actor_account', (event) => event.actorAccount],
  ['credential', (event) => event.credential],
  ['session', (event) => event.session],
  ['correlation', (event) => event.correlation],
  ['source_ip', (event) => event.sourceIp],
  ['source_port', (event) => event.sourcePort],
  ['destination_ip', (event) => event.destinationIp],
  ['destination_port', (event) => event.destinationPort],
  ['protocol', (event) => event.protocol],
  ['bytes_in', (event) => event.bytesIn],
  ['bytes_out', (event) => event.bytesOut],
  ['packets', (event) => event.packets],
  ['user_agent', (event) => event.userAgent],
  ['host', (event) => event.host],
  ['target', (event) => event.target],
  ['targets', (event) => event.targets],
  ['message', (event) => event.message],
  ['severity', (event) => severityLevel(event.severity)],
  ['detections', (event) => (event.detections.length === 0 ? '[]' : jsonText(event.detections))],
  ['uid', (event) => event.uid],
  ['content_hash', (event) => event.contentHash],
  ['own', (event) => event.own],
  ['attributes', (event) => jsonText(event.attributes)],
  ['evidence_id', (event) => event.record.evidenceId],
  ['object', (event) => event.record.object],
  ['record_offset', (event) => event.record.offset],
  ['record_length', (event) => event.record.length],
  ['parser', (event) => event.parser],
];

/** Every column that COPY and INSERT name, in order. */
export const copyColumns: readonly string[] = ['case_id', ...writtenColumns.map(([column]) => column), 'search_text'];

/** JSON that jsonb accepts: it refuses NUL and lone surrogates, which JSON writes as escapes. */
export function jsonText(value: DetectionMatch[] | Record<string, JsonValue>): string {
  const text = JSON.stringify(value);
  if (!text.includes('\\u')) return text;
  return /\\u(?:0000|[dD][89a-fA-F])/.test(text) ? JSON.stringify(storableJson(value as JsonValue)) : text;
}

function storableJson(value: JsonValue): JsonValue {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storableJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [storableText(key), storableJson(inner)]));
}
