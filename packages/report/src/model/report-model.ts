import { coverageWords } from '@virga/domain';
import { z } from 'zod';

/** Strings of a model may come from an attacker; renderers print them as text and nothing else. Times: ISO 8601, six digits. */
const time = z.string();
const sha256 = z.string();

/** A row that the report cites, with where its raw record stands in the sealed bytes. */
export const citedEventSchema = z.object({
  id: z.string(),
  time,
  timeRaw: z.string(),
  timePrecision: z.string(),
  source: z.string(),
  provider: z.string(),
  account: z.string().nullable(),
  region: z.string().nullable(),
  action: z.string(),
  outcome: z.string(),
  actor: z.string().nullable(),
  sourceIp: z.string().nullable(),
  target: z.string().nullable(),
  message: z.string(),
  severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
  detections: z.array(z.object({ title: z.string(), techniques: z.array(z.string()) })),
  uid: z.string(),
  contentHash: sha256,
  parser: z.string(),
  record: z.object({ evidenceId: z.string(), object: z.string(), offset: z.number(), length: z.number() }),
  isStarred: z.boolean(),
  tags: z.array(z.string()),
  comments: z.array(z.object({ author: z.string(), at: time, text: z.string() })),
});
export type CitedEvent = z.infer<typeof citedEventSchema>;

/**
 * One thing said in the report. `fact`: what the cited records show. `opinion`: what someone concludes from them, with
 * a confidence. Without `events` it is printed as uncited.
 */
export const statementSchema = z.object({
  kind: z.enum(['fact', 'opinion']),
  text: z.string(),
  confidence: z.enum(['proven', 'probable', 'possible']).nullable(),
  /** Event ids that speak for it. */
  events: z.array(z.string()),
  /** Event ids that speak against it. */
  against: z.array(z.string()),
  /** What could not be looked at and might change it. */
  gaps: z.array(z.string()),
  author: z.string(),
  at: time,
});
export type Statement = z.infer<typeof statementSchema>;

export const questionSchema = z.object({ question: z.string(), answers: z.array(statementSchema) });

export const reportEvidenceSchema = z.object({
  id: z.string(),
  /** Short name people say, for example `E-12`. */
  label: z.string(),
  title: z.string(),
  source: z.string(),
  target: z.string(),
  account: z.string().nullable(),
  region: z.string().nullable(),
  sealedAt: time.nullable(),
  sizeBytes: z.number(),
  objects: z.number(),
  /** Hash of the whole, and of `manifest.json` (what the custody entry holds). */
  sha256: sha256.nullable(),
  manifestSha256: sha256.nullable(),
  hashedAt: z.string().nullable(),
  custodyNumber: z.number().nullable(),
  ledger: z.object({ colour: z.enum(['green', 'amber', 'red']), reasons: z.array(z.string()) }).nullable(),
  /** The newest reading of every sealed byte; null: none since it was read back at the seal. */
  verified: z
    .object({ verdict: z.enum(['intact', 'broken']), at: time })
    .nullable()
    .default(null),
  /** Measured or assumed clock offset, in words; null when none was set. */
  clock: z.string().nullable(),
});
export type ReportEvidence = z.infer<typeof reportEvidenceSchema>;

export const reportActionSchema = z.object({
  id: z.string(),
  title: z.string(),
  target: z.string(),
  account: z.string().nullable(),
  state: z.string(),
  proposedBy: z.string(),
  approvedBy: z.string().nullable(),
  /** Typed reason when one person acted alone. */
  breakGlassReason: z.string().nullable(),
  appliedAt: time.nullable(),
  undoneAt: time.nullable(),
  /** What was, what it was changed to, and what it is after the undo (null: not undone). */
  changes: z.array(
    z.object({ what: z.string(), before: z.string(), after: z.string(), restored: z.string().nullable() }),
  ),
  /** What the preview said would still get through, be hit or be lost. */
  warnings: z.array(z.string()),
});
export type ReportAction = z.infer<typeof reportActionSchema>;

export const coverageGapSchema = z.object({
  source: z.string(),
  account: z.string().nullable(),
  region: z.string().nullable(),
  from: time.nullable(),
  to: time.nullable(),
  word: z.enum(coverageWords),
  sentence: z.string(),
});

export const reportModelSchema = z.object({
  format: z.literal('virga-report/1'),
  case: z.object({
    id: z.string(),
    /** For example `VC-7`. */
    label: z.string(),
    title: z.string(),
    summary: z.string(),
    severity: z.string(),
    tlp: z.string(),
    status: z.string(),
    openedAt: time,
    closedAt: time.nullable(),
  }),
  /** True when any evidence comes from the range: the strip stands on the report. */
  staged: z.boolean(),
  generated: z.object({ at: time, by: z.string(), tool: z.string(), version: z.number() }),
  approved: z.object({ at: time, by: z.string() }).nullable(),
  /** Base of the app's own links, `https://host`; null leaves them out. */
  appUrl: z.url({ protocol: /^https?$/ }).nullable(),
  team: z.array(z.object({ name: z.string(), role: z.string() })),
  scope: z.object({
    text: z.string(),
    from: time.nullable(),
    to: time.nullable(),
    accounts: z.array(
      z.object({ provider: z.string(), account: z.string(), name: z.string(), regions: z.array(z.string()) }),
    ),
  }),
  statements: z.array(statementSchema),
  questions: z.array(questionSchema),
  /** Every event that is starred or cited, in time order. */
  events: z.array(citedEventSchema),
  evidence: z.array(reportEvidenceSchema),
  custody: z.object({
    entries: z.number(),
    head: z.object({ number: z.number(), entryHash: sha256, at: time, keyFingerprint: sha256 }).nullable(),
    /** Time-stamp authority and time of the newest anchor; null prints "not anchored". */
    anchor: z.object({ authority: z.string(), at: time, number: z.number() }).nullable(),
    /** When the first head was signed that no time-stamp covers; null: the newest head is covered. */
    notAnchoredSince: time.nullable().default(null),
    /** What is not what was sealed, in sentences: red, before everything else. */
    broken: z.array(z.string()).default([]),
  }),
  gaps: z.array(coverageGapSchema),
  actions: z.array(reportActionSchema),
  /** Where each source and action of this case has run (forensics.md, 14). */
  ranAgainst: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      where: z.enum(['range', 'independent implementation', 'live']),
      detail: z.string(),
    }),
  ),
  lessons: z.string(),
});
export type ReportModel = z.infer<typeof reportModelSchema>;
