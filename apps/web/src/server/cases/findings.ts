import { Prisma, type Transaction } from '@virga/database';
import { formatTime, type Severity, severities } from '@virga/domain';
import type { z } from 'zod';
import type { caseOverview, finding } from '../../contract/overview.ts';
import { severityWord } from './list-cases.ts';

type Finding = z.input<typeof finding>;
type Bucket = z.input<typeof caseOverview>['findingsByTime'][number];

interface FindingRow {
  rule_id: string;
  title: string;
  severity: Severity;
  tactics: string[] | null;
  techniques: string[] | null;
  events: bigint;
  first: bigint;
  last: bigint;
  first_id: string;
}

/** Rules that matched, worst first by the rule's own severity (an event may carry a worse one from another rule); the 100 with most to say. Rows an analyst hid and our own calls are left out. */
export async function findingsOf(tx: Transaction, caseId: string): Promise<Finding[]> {
  const rows = await tx.$queryRaw<FindingRow[]>(Prisma.sql`
    SELECT d.value->>'ruleId' AS rule_id, min(d.value->>'title') AS title, min(d.value->>'severity') AS severity,
      (array_agg(d.value->'tactics'))[1] AS tactics, (array_agg(d.value->'techniques'))[1] AS techniques,
      count(*) AS events, min(t.time_micros) AS first, max(t.time_micros) AS last,
      (array_agg(t.id ORDER BY t.time_micros, t.id))[1] AS first_id,
      min(array_position(${[...severities]}::text[], d.value->>'severity')) AS rank
    FROM timeline_event t CROSS JOIN LATERAL jsonb_array_elements(t.detections) d
    LEFT JOIN annotation a ON a.case_id = t.case_id AND a.event_id = t.id
    WHERE t.case_id = ${caseId}::uuid AND t.detections <> '[]'::jsonb AND NOT t.own AND NOT coalesce(a.hidden, false)
    GROUP BY 1 ORDER BY rank, events DESC LIMIT 100`);
  return rows.map((row) => ({
    ruleId: row.rule_id,
    title: row.title,
    severity: row.severity,
    tactics: row.tactics ?? [],
    techniques: row.techniques ?? [],
    events: row.events.toString(),
    first: formatTime(row.first),
    last: formatTime(row.last),
    firstEventId: row.first_id,
  }));
}

interface BucketRow {
  bucket: number;
  severity: number;
  events: number;
  lowest: bigint;
  width: bigint;
}

const buckets = 48n;

/** Events with findings in at most 48 equal parts of the time they span. */
export async function findingsByTime(tx: Transaction, caseId: string): Promise<Bucket[]> {
  const rows = await tx.$queryRaw<BucketRow[]>(Prisma.sql`
    WITH found AS (
      SELECT time_micros, severity FROM timeline_event
      WHERE case_id = ${caseId}::uuid AND detections <> '[]'::jsonb AND NOT own
    ), span AS (
      SELECT min(time_micros) AS lowest, greatest((max(time_micros) - min(time_micros)) / ${buckets} + 1, 1) AS width FROM found
    )
    SELECT ((time_micros - lowest) / width)::int AS bucket, severity::int, count(*)::int AS events, lowest, width
    FROM found, span GROUP BY 1, 2, lowest, width ORDER BY 1`);
  const byBucket = new Map<number, Bucket>();
  for (const { bucket, severity, events, lowest, width } of rows) {
    const from = lowest + BigInt(bucket) * width;
    const entry = byBucket.get(bucket) ?? { from: formatTime(from), to: formatTime(from + width), bySeverity: {} };
    entry.bySeverity[severityWord(severity)] = events;
    byBucket.set(bucket, entry);
  }
  return [...byBucket.values()];
}
