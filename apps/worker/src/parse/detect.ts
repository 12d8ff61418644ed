import { detectCloudTrail } from '@virga/detection';
import { type JsonValue, severities, type TimelineEvent } from '@virga/domain';
import type { ParsedEvent } from '@virga/source-kit';

/** The event with what the rules say of its record; severity is the worst of the matches. Our own calls are out of rules. */
export function detect(parsed: ParsedEvent): TimelineEvent {
  const { event, record } = parsed;
  if (event.own || event.source !== 'aws/cloudtrail' || !isObject(record)) return event;
  const detections = detectCloudTrail(record);
  if (detections.length === 0) return event;
  const severity = severities.find(
    (level) => level === event.severity || detections.some((match) => match.severity === level),
  );
  return { ...event, detections: [...event.detections, ...detections], severity: severity ?? event.severity };
}

function isObject(value: JsonValue | undefined): value is Record<string, JsonValue> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
