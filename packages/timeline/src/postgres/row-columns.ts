import type { DetectionMatch, JsonValue, TimelineEvent } from '@virga/domain';
import { severityWord } from '../query/severity-level.ts';
import type { RowAnnotation, TimelineRow } from '../store.ts';
import { writtenColumns } from './columns.ts';

/** What a page reads of `timeline_event e`: every column but the searched text. */
export const pageColumns = writtenColumns.map(([column]) => `e.${column}`).join(', ');

/** What is read beside a row `p` (its columns) once the page is known. */
export const besideColumns = `a.event_id IS NOT NULL AS annotated, a.starred, a.hidden, a.in_report, a.verdict, a.tags,
  (SELECT count(*) FROM event_comment c WHERE c.case_id = $1 AND c.event_id = p.id AND c.deleted_at IS NULL)::int
    AS comment_count`;

export const besideJoin = 'LEFT JOIN annotation a ON a.case_id = $1 AND a.event_id = p.id';

type Nullable = string | null;

/** A row as the driver gives it: int8 as text, unless someone set another parser. */
export interface DatabaseRow {
  id: string;
  time_micros: string | bigint;
  time_precision: TimelineEvent['timePrecision'];
  time_raw: string;
  time_meaning: TimelineEvent['timeMeaning'];
  source: string;
  provider: TimelineEvent['provider'];
  account: Nullable;
  region: Nullable;
  service: Nullable;
  action: string;
  outcome: TimelineEvent['outcome'];
  error_code: Nullable;
  actor: Nullable;
  actor_type: Nullable;
  actor_account: Nullable;
  credential: Nullable;
  session: Nullable;
  correlation: string[];
  source_ip: Nullable;
  source_port: number | null;
  destination_ip: Nullable;
  destination_port: number | null;
  protocol: Nullable;
  bytes_in: string | bigint | null;
  bytes_out: string | bigint | null;
  packets: string | bigint | null;
  user_agent: Nullable;
  host: Nullable;
  target: Nullable;
  targets: string[];
  message: string;
  severity: number;
  detections: DetectionMatch[];
  uid: string;
  content_hash: string;
  own: boolean;
  attributes: Record<string, JsonValue>;
  evidence_id: string;
  object: string;
  record_offset: string | bigint;
  record_length: number;
  parser: string;
  annotated: boolean;
  starred: boolean;
  hidden: boolean;
  in_report: boolean;
  verdict: RowAnnotation['verdict'];
  tags: string[];
  comment_count: number;
}

export function timelineRow(row: DatabaseRow): TimelineRow {
  return {
    event: eventOf(row),
    annotation: row.annotated
      ? {
          starred: row.starred,
          hidden: row.hidden,
          inReport: row.in_report,
          verdict: row.verdict,
          tags: row.tags,
        }
      : null,
    commentCount: row.comment_count,
  };
}

const bigintOrNull = (value: string | bigint | null) => (value === null ? null : BigInt(value));

function eventOf(row: DatabaseRow): TimelineEvent {
  return {
    id: row.id,
    timeMicros: BigInt(row.time_micros),
    timePrecision: row.time_precision,
    timeRaw: row.time_raw,
    timeMeaning: row.time_meaning,
    source: row.source,
    provider: row.provider,
    account: row.account,
    region: row.region,
    service: row.service,
    action: row.action,
    outcome: row.outcome,
    errorCode: row.error_code,
    actor: row.actor,
    actorType: row.actor_type,
    actorAccount: row.actor_account,
    credential: row.credential,
    session: row.session,
    correlation: row.correlation,
    sourceIp: row.source_ip,
    sourcePort: row.source_port,
    destinationIp: row.destination_ip,
    destinationPort: row.destination_port,
    protocol: row.protocol,
    bytesIn: bigintOrNull(row.bytes_in),
    bytesOut: bigintOrNull(row.bytes_out),
    packets: bigintOrNull(row.packets),
    userAgent: row.user_agent,
    host: row.host,
    target: row.target,
    targets: row.targets,
    message: row.message,
    severity: severityWord(row.severity),
    detections: row.detections,
    uid: row.uid,
    contentHash: row.content_hash,
    own: row.own,
    attributes: row.attributes,
    record: {
      evidenceId: row.evidence_id,
      object: row.object,
      offset: Number(row.record_offset),
      length: row.record_length,
    },
    parser: row.parser,
  };
}
