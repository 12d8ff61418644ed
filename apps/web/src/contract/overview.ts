import { z } from 'zod';
import { acquisitionRow } from './acquisition-fields.ts';
import { actionRow } from './action-fields.ts';
import { caseCounts, severityName } from './cases.ts';
import { bigintText, id, isoTime, listOf } from './fields.ts';
import { procedure } from './procedure.ts';
import { coverageRow, evaporationRow } from './scope-fields.ts';

export const finding = z.object({
  ruleId: z.string(),
  title: z.string(),
  severity: severityName,
  tactics: z.array(z.string()),
  techniques: z.array(z.string()),
  events: bigintText,
  first: isoTime,
  last: isoTime,
  firstEventId: z.string(),
});

/** The four questions of a case and its next step. */
export const caseOverview = z.object({
  counts: caseCounts,
  /** What happened: findings, worst first, and their events by time. */
  findings: z.array(finding),
  findingsByTime: z.array(
    z.object({ from: isoTime, to: isoTime, bySeverity: z.partialRecord(severityName, z.number().int()) }),
  ),
  /** What is vanishing, soonest first. */
  evaporation: z.array(evaporationRow),
  /** What runs or waits. */
  acquisitions: z.array(acquisitionRow),
  approvals: z.array(actionRow),
  /** What we cannot know. */
  gaps: z.array(coverageRow),
  next: z.object({
    step: z.enum(['scope', 'collect', 'analyse', 'contain', 'document']),
    sentence: z.string(),
    button: z.string(),
  }),
});

/** One line of the Activity tray. */
export const activityLine = z.object({
  kind: z.enum(['acquisition', 'action', 'parse']),
  group: z.enum(['running', 'waiting for me', 'failed']),
  id,
  caseId: id,
  caseNumber: z.number().int(),
  title: z.string(),
  state: z.string(),
  step: z.string().nullable(),
  at: isoTime,
  errorMessage: z.string().nullable(),
});

/** How far an installation without the range has come; null for who has no step in it. */
export const firstSteps = z
  .object({
    password: z.boolean(),
    factor: z.boolean(),
    account: z.boolean(),
    accountTested: z.boolean(),
    people: z.boolean(),
    case: z.boolean(),
    collection: z.boolean(),
  })
  .nullable();

export const overviewContract = {
  firstSteps: procedure
    .meta({ permission: 'self:read' })
    .route({ method: 'GET', path: '/first-steps', summary: 'How far this installation has come' })
    .output(firstSteps),
  get: procedure
    .meta({ permission: 'case:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/overview', summary: 'The four questions and the next step' })
    .input(z.object({ caseId: id }))
    .output(caseOverview),
  activity: procedure
    .meta({ permission: 'case:list' })
    .route({ method: 'GET', path: '/activity', summary: 'Running, waiting for me, failed, over all my cases' })
    .output(listOf(activityLine)),
};
