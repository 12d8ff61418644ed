import { outcomes, providers, timeMeanings, timePrecisions } from '@virga/domain';
import { z } from 'zod';
import { severityName } from './cases.ts';
import { bigintText, eventId, id, isoTime } from './fields.ts';

export const verdict = z.enum(['bad', 'suspicious', 'good']);

export const rowAnnotation = z.object({
  starred: z.boolean(),
  hidden: z.boolean(),
  inReport: z.boolean(),
  verdict: verdict.nullable(),
  tags: z.array(z.string()),
});

const text = z.string().nullable();
const port = z.number().int().nullable();

/** One row of the timeline with what people said of it. Strings are the log's: always text, never markup. */
export const timelineRow = z.object({
  id: eventId,
  time: isoTime,
  /** Exact, for around, brushing and order. */
  timeMicros: bigintText,
  timePrecision: z.enum(timePrecisions),
  timeRaw: z.string(),
  timeMeaning: z.enum(timeMeanings),
  source: z.string(),
  provider: z.enum(providers),
  account: text,
  region: text,
  service: text,
  action: z.string(),
  outcome: z.enum(outcomes),
  errorCode: text,
  actor: text,
  actorType: text,
  actorAccount: text,
  credential: text,
  session: text,
  correlation: z.array(z.string()),
  sourceIp: text,
  sourcePort: port,
  destinationIp: text,
  destinationPort: port,
  protocol: text,
  bytesIn: bigintText.nullable(),
  bytesOut: bigintText.nullable(),
  packets: bigintText.nullable(),
  userAgent: text,
  host: text,
  target: text,
  targets: z.array(z.string()),
  message: z.string(),
  severity: severityName,
  detections: z.array(
    z.object({
      ruleId: z.string(),
      title: z.string(),
      severity: severityName,
      techniques: z.array(z.string()),
      tactics: z.array(z.string()),
    }),
  ),
  uid: z.string(),
  own: z.boolean(),
  attributes: z.record(z.string(), z.json()),
  record: z.object({ evidenceId: id, object: z.string(), offset: z.number(), length: z.number() }),
  parser: z.string(),
  annotation: rowAnnotation.nullable(),
  commentCount: z.number().int(),
});
export type TimelineRowJson = z.output<typeof timelineRow>;

/** One more place of a record; without an event id it was folded into the row and has none of its own. */
export const eventCopy = z.object({
  eventId: eventId.nullable(),
  evidenceNumber: z.number().int(),
  record: z.object({ evidenceId: id, object: z.string(), offset: z.number().int(), length: z.number().int() }),
});
export type EventCopyJson = z.output<typeof eventCopy>;

/** Which rows: the query as typed (at most 8 kB), the time range of the screen and the two chips. */
export const selection = z.object({
  caseId: id,
  query: z.string().max(8192).default(''),
  /** Inclusive. */
  from: isoTime.nullable().default(null),
  /** Exclusive. */
  until: isoTime.nullable().default(null),
  includeHidden: z.boolean().default(false),
  includeOwn: z.boolean().default(false),
});

export const facetValue = z.object({ value: z.string(), count: z.number().int() });
export const facet = z.object({ field: z.string(), values: z.array(facetValue), more: z.boolean() });
