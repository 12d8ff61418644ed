import type { FieldRef } from '../query/tree.ts';
import type { Parameters } from './parameters.ts';

/** Where a field's values stand, seen from a row `e`. The case's id is always `$1`. */
export type FieldSource =
  | { kind: 'column'; text: string; isNumber?: boolean; neverNull?: boolean }
  /** Values are rows of a FROM item named v; `value` is the text of one. */
  | { kind: 'values'; from: string; value: string }
  /** Values of a row that people wrote about the event: table `a` with its condition. */
  | { kind: 'beside'; table: string; from: string; value: string };

const textColumns: Record<string, string> = {
  timePrecision: 'time_precision',
  timeRaw: 'time_raw',
  timeMeaning: 'time_meaning',
  source: 'source',
  provider: 'provider',
  account: 'account',
  region: 'region',
  service: 'service',
  action: 'action',
  outcome: 'outcome',
  errorCode: 'error_code',
  actor: 'actor',
  actorType: 'actor_type',
  actorAccount: 'actor_account',
  credential: 'credential',
  session: 'session',
  sourceIp: 'source_ip',
  destinationIp: 'destination_ip',
  protocol: 'protocol',
  userAgent: 'user_agent',
  host: 'host',
  target: 'target',
  message: 'message',
  uid: 'uid',
  object: 'object',
  parser: 'parser',
};

const numberColumns: Record<string, string> = {
  sourcePort: 'source_port',
  destinationPort: 'destination_port',
  bytesIn: 'bytes_in',
  bytesOut: 'bytes_out',
  packets: 'packets',
  recordOffset: 'record_offset',
  recordLength: 'record_length',
};

const annotationFlags: Record<string, string> = { starred: 'starred', hidden: 'hidden', inReport: 'in_report' };

const fixedSources: Record<string, FieldSource> = {
  id: { kind: 'column', text: 'e.id::text' },
  contentHash: { kind: 'column', text: 'e.content_hash::text' },
  correlation: { kind: 'values', from: 'unnest(e.correlation) AS v(item)', value: 'v.item' },
  targets: { kind: 'values', from: 'unnest(e.targets) AS v(item)', value: 'v.item' },
  rule: detectionPart('$[*].ruleId'),
  technique: detectionPart('$[*].techniques[*]'),
  tactic: detectionPart('$[*].tactics[*]'),
  tag: { kind: 'beside', table: 'annotation', from: 'annotation a, unnest(a.tags) AS v(item)', value: 'v.item' },
  verdict: { kind: 'beside', table: 'annotation', from: 'annotation a', value: 'a.verdict' },
  comment: { kind: 'beside', table: 'event_comment', from: 'event_comment a', value: 'a.text' },
};

function detectionPart(path: string): FieldSource {
  return {
    kind: 'values',
    from: `jsonb_path_query(e.detections, 'lax ${path}') AS v(item)`,
    value: "(v.item #>> '{}')",
  };
}

/** The place of a field's values; `attributes` binds its path. Undefined for time, severity, ip, flags and evidence. */
export function fieldSource(field: FieldRef, parameters: Parameters): FieldSource | undefined {
  const text = textColumns[field.name];
  if (text) return { kind: 'column', text: `e.${text}` };
  const number = numberColumns[field.name];
  if (number) return { kind: 'column', text: `e.${number}`, isNumber: true };
  if (field.name !== 'attributes') return fixedSources[field.name];
  // Lax mode steps into arrays by itself; [*] at the end yields the elements of an array, and any other value as it is.
  const path = `lax $${field.path.map((key) => `.${JSON.stringify(key)}`).join('')}[*]`;
  const place = parameters.add(path, 'jsonpath');
  const scalars = `SELECT p FROM jsonb_path_query(e.attributes, ${place}) AS p
    WHERE jsonb_typeof(p) IN ('string', 'number', 'boolean')`;
  return { kind: 'values', from: `(${scalars}) AS v(item)`, value: "(v.item #>> '{}')" };
}

/** Column of a flag that people set, on `annotation a`; undefined when it is none. */
export function annotationFlag(name: string): string | undefined {
  const column = annotationFlags[name];
  return column && `a.${column}`;
}
