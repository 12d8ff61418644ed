import type { TimePrecision } from './time.ts';

export const timeMeanings = [
  'Event',
  'Modified',
  'Accessed',
  'Changed',
  'Created',
  'Deleted',
  'Logged',
  'Started',
  'Ended',
  'Received',
] as const;
export type TimeMeaning = (typeof timeMeanings)[number];

export const outcomes = ['success', 'failure', 'denied', 'started', 'unknown'] as const;
export type Outcome = (typeof outcomes)[number];

export const severities = ['critical', 'high', 'medium', 'low', 'info'] as const;
export type Severity = (typeof severities)[number];

export const providers = ['aws', 'azure', 'gcp', 'kubernetes', 'host'] as const;
export type Provider = (typeof providers)[number];

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** Where in the sealed bytes the raw record stands: offsets count in the decoded (decompressed) object. */
export interface RecordLocation {
  evidenceId: string;
  /** Key of the object inside the evidence item, as in objects.jsonl. */
  object: string;
  offset: number;
  length: number;
}

export interface DetectionMatch {
  ruleId: string;
  title: string;
  severity: Severity;
  /** ATT&CK technique ids, for example T1562.008. */
  techniques: string[];
  tactics: string[];
}

/**
 * One row of the unified timeline (product.md, "A timeline event"). Absent is null, never ''.
 * Strings hold what the log says; NUL and lone surrogates are shown as visible escapes (see visibleText).
 */
export interface TimelineEvent {
  id: string;
  timeMicros: bigint;
  timePrecision: TimePrecision;
  timeRaw: string;
  timeMeaning: TimeMeaning;
  source: string;
  provider: Provider;
  account: string | null;
  region: string | null;
  service: string | null;
  action: string;
  outcome: Outcome;
  errorCode: string | null;
  actor: string | null;
  actorType: string | null;
  actorAccount: string | null;
  credential: string | null;
  session: string | null;
  /** Request, shared event, correlation, operation and trace ids. */
  correlation: string[];
  sourceIp: string | null;
  sourcePort: number | null;
  destinationIp: string | null;
  destinationPort: number | null;
  protocol: string | null;
  bytesIn: bigint | null;
  bytesOut: bigint | null;
  packets: bigint | null;
  userAgent: string | null;
  host: string | null;
  target: string | null;
  targets: string[];
  message: string;
  severity: Severity;
  detections: DetectionMatch[];
  /** The event's own id as its vendor makes it unique (forensics.md, 8). */
  uid: string;
  /** SHA-256 hex of the canonical record: rows fold only when uid and content are equal. */
  contentHash: string;
  own: boolean;
  attributes: Record<string, JsonValue>;
  record: RecordLocation;
  /** Parser id and version that made this row, for example `aws/cloudtrail@1`. */
  parser: string;
}

/** Columns of a CSV or JSONL export, in order. */
export const timelineColumns = [
  'time',
  'timePrecision',
  'timeRaw',
  'timeMeaning',
  'severity',
  'source',
  'provider',
  'account',
  'region',
  'service',
  'action',
  'outcome',
  'errorCode',
  'actor',
  'actorType',
  'actorAccount',
  'credential',
  'session',
  'correlation',
  'sourceIp',
  'sourcePort',
  'destinationIp',
  'destinationPort',
  'protocol',
  'bytesIn',
  'bytesOut',
  'packets',
  'userAgent',
  'host',
  'target',
  'targets',
  'message',
  'detections',
  'uid',
  'own',
  'attributes',
  'record',
  'parser',
  'id',
] as const;
