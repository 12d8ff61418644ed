import { type DetectionMatch, formatTime, type JsonValue, storableText } from '@virga/domain';
import { foldText } from './query/fold-text.ts';
import type { TimelineWrite } from './store.ts';

/**
 * Every value that free text searches in a row, each folded and once: the event's normalised columns, its attributes, the
 * rules that matched, and the values of the raw record. Our own ids (row, evidence item, content hash) are not among them:
 * engines compare those columns themselves. Nothing is cut: a record of 64 MB is searched to its end.
 */
export function searchValues({ event, rawText }: TimelineWrite): string[] {
  const values = new Set<string>();
  const add = (value: string | number | bigint | null) => {
    if (value !== null && value !== '') values.add(foldText(storableText(String(value))));
  };
  add(formatTime(event.timeMicros));
  add(event.timeRaw);
  add(event.timePrecision);
  add(event.timeMeaning);
  add(event.severity);
  for (const value of [event.source, event.provider, event.account, event.region, event.service]) add(value);
  for (const value of [event.action, event.outcome, event.errorCode, event.actor, event.actorType]) add(value);
  for (const value of [event.actorAccount, event.credential, event.session, ...event.correlation]) add(value);
  for (const value of [event.sourceIp, event.sourcePort, event.destinationIp, event.destinationPort]) add(value);
  for (const value of [event.protocol, event.bytesIn, event.bytesOut, event.packets, event.userAgent]) add(value);
  for (const value of [event.host, event.target, ...event.targets, event.message, event.uid]) add(value);
  for (const value of [event.record.object, event.record.offset, event.record.length, event.parser]) add(value);
  for (const detection of event.detections) addDetection(detection, add);
  addJson(event.attributes, add);
  for (const value of rawText) add(value);
  return [...values];
}

function addDetection(detection: DetectionMatch, add: (value: string) => void): void {
  add(detection.ruleId);
  add(detection.title);
  for (const value of [...detection.techniques, ...detection.tactics]) add(value);
}

function addJson(value: JsonValue, add: (value: string) => void): void {
  if (value === null) return;
  if (typeof value !== 'object') add(String(value));
  else for (const inner of Array.isArray(value) ? value : Object.values(value)) addJson(inner, add);
}
