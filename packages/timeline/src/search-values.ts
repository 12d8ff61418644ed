import { formatTime, type JsonValue, storableText, type TimelineEvent } from '@virga/domain';
import { foldLines } from './query/fold-text.ts';
import type { TimelineWrite } from './store.ts';

type Value = string | number | bigint | null;

/**
 * Every value that free text searches in a row, folded: the event's normalised columns, its attributes, the rules that
 * matched, and the values of the raw record. Our own ids (row, evidence item, content hash) are not among them: engines
 * compare those columns themselves. Nothing is cut: a record of 64 MB is searched to its end.
 */
export function searchValues(write: TimelineWrite): string[] {
  return searchText(write).split('\n');
}

/** The same, one value per line: what engines store. Folded as one string, which costs a fraction of doing it by value. */
export function searchText({ event, rawText }: TimelineWrite): string {
  const values = new Set<string>();
  addColumns(event, values);
  addJson(event.attributes, values);
  for (const value of rawText) values.add(value);
  values.delete('');
  let text = '';
  // A line feed inside a value folds to a carriage return, as `foldText` has it; those between values stay.
  for (const value of values) text += `\n${value.includes('\n') ? value.replaceAll('\n', '\r') : value}`;
  return foldLines(storableText(text.slice(1)));
}

function addColumns(event: TimelineEvent, values: Set<string>): void {
  values.add(formatTime(event.timeMicros));
  const columns: Value[] = [
    ...[event.timeRaw, event.timePrecision, event.timeMeaning, event.severity, event.source, event.provider],
    ...[event.account, event.region, event.service, event.action, event.outcome, event.errorCode, event.actor],
    ...[event.actorType, event.actorAccount, event.credential, event.session, event.sourceIp, event.sourcePort],
    ...[event.destinationIp, event.destinationPort, event.protocol, event.bytesIn, event.bytesOut, event.packets],
    ...[event.userAgent, event.host, event.target, event.message, event.uid, event.record.object],
    ...[event.record.offset, event.record.length, event.parser],
  ];
  for (const value of columns) if (value !== null) values.add(typeof value === 'string' ? value : String(value));
  for (const value of event.correlation) values.add(value);
  for (const value of event.targets) values.add(value);
  for (const { ruleId, title, techniques, tactics } of event.detections) {
    for (const value of [ruleId, title, ...techniques, ...tactics]) values.add(value);
  }
}

function addJson(value: JsonValue, values: Set<string>): void {
  if (value === null) return;
  if (typeof value === 'string') values.add(value);
  else if (typeof value !== 'object') values.add(String(value));
  else for (const inner of Array.isArray(value) ? value : Object.values(value)) addJson(inner, values);
}
