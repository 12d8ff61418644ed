import { severities } from '@virga/domain';
import { z } from 'zod';
import { bigintText, done, id, isoTime, listOf, longText, shortText, userRef } from './fields.ts';
import { procedure } from './procedure.ts';
import { roleName } from './session.ts';

export const severityName = z.enum(severities);
export const tlp = z.enum(['red', 'amber', 'green', 'clear']);

/** IANA name; what this runtime does not know could not be shown either. */
const timeZone = z.string().max(64).refine(isTimeZone, 'Not a time zone, for example Europe/Berlin');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export const caseRow = z.object({
  id,
  /** Said aloud as VC-7. */
  number: z.number().int(),
  title: z.string(),
  summary: z.string(),
  status: z.enum(['open', 'closed']),
  severity: severityName,
  tlp,
  staged: z.boolean(),
  createdAt: isoTime,
  closedAt: isoTime.nullable(),
  members: z.array(userRef),
  lastEventAt: isoTime.nullable(),
  worstFinding: z.object({ title: z.string(), severity: severityName }).nullable(),
  running: z.number().int(),
  waiting: z.number().int(),
  failed: z.number().int(),
  gaps: z.number().int(),
  approvals: z.number().int(),
  /** Items, and the custody chain, that are not what was sealed. */
  broken: z.number().int(),
});

export const caseDetail = z.object({
  id,
  number: z.number().int(),
  title: z.string(),
  summary: z.string(),
  status: z.enum(['open', 'closed']),
  severity: severityName,
  tlp,
  staged: z.boolean(),
  secondZone: z.string().nullable(),
  incidentStart: isoTime.nullable(),
  incidentEnd: isoTime.nullable(),
  lessons: z.string(),
  createdBy: userRef,
  createdAt: isoTime,
  closedAt: isoTime.nullable(),
  /** What the asking user may do here. */
  may: z.array(z.string()),
});

export const caseMember = z.object({
  user: userRef,
  role: roleName,
  addedBy: userRef,
  addedAt: isoTime,
  reason: z.string(),
  /** What an admin did to this member's way in, with the reason he gave; newest first. */
  resets: z.array(z.object({ what: z.string(), by: userRef, at: isoTime, reason: z.string() })),
});

const byCase = z.object({ caseId: id });
const description = {
  title: shortText,
  summary: longText,
  severity: severityName,
  tlp,
  secondZone: timeZone.nullable(),
  incidentStart: isoTime.nullable(),
  incidentEnd: isoTime.nullable(),
  lessons: longText,
};

export const caseCounts = z.object({
  evidenceItems: z.number().int(),
  events: bigintText,
  starred: z.number().int(),
  detections: z.number().int(),
});

export const casesContract = {
  list: procedure
    .meta({ permission: 'case:list' })
    .route({ method: 'GET', path: '/cases', summary: 'The cases one is a member of, newest first' })
    .input(z.object({ status: z.enum(['open', 'closed', 'all']).default('all') }))
    .output(listOf(caseRow)),
  create: procedure
    .meta({ permission: 'case:create' })
    .route({ method: 'POST', path: '/cases', summary: 'Open a case; who opens it is its first member' })
    .input(
      z.object({
        title: shortText,
        summary: longText.default(''),
        severity: severityName.default('medium'),
        tlp: tlp.default('amber'),
        incidentStart: isoTime.nullable().default(null),
        incidentEnd: isoTime.nullable().default(null),
        /** Accounts the case asks to use; an admin grants those the creator may not use. */
        accountIds: z.array(id).max(50).default([]),
      }),
    )
    .output(caseDetail),
  get: procedure
    .meta({ permission: 'case:read' })
    .route({ method: 'GET', path: '/cases/{caseId}', summary: 'One case' })
    .input(byCase)
    .output(caseDetail),
  update: procedure
    .meta({ permission: 'case:write' })
    .route({ method: 'PATCH', path: '/cases/{caseId}', summary: 'Change the description' })
    .input(byCase.extend(z.object(description).partial().shape))
    .output(caseDetail),
  close: procedure
    .meta({ permission: 'case:close' })
    .route({ method: 'POST', path: '/cases/{caseId}/close', summary: 'Close the case' })
    .input(byCase)
    .output(caseDetail),
  reopen: procedure
    .meta({ permission: 'case:close' })
    .route({ method: 'POST', path: '/cases/{caseId}/reopen', summary: 'Open a closed case again' })
    .input(byCase)
    .output(caseDetail),
  members: procedure
    .meta({ permission: 'case:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/members', summary: 'Who sees the case, and why' })
    .input(byCase)
    .output(listOf(caseMember)),
  setMembers: procedure
    .meta({ permission: 'case:members' })
    .route({ method: 'PUT', path: '/cases/{caseId}/members', summary: 'Choose the members' })
    .input(byCase.extend({ userIds: z.array(id).min(1).max(200), reason: z.string().max(500).default('') }))
    .output(listOf(caseMember)),
  join: procedure
    .meta({ permission: 'user:manage' })
    .route({
      method: 'POST',
      path: '/cases/{caseId}/join',
      summary: 'An admin adds himself; the reason is shown to the members',
    })
    .input(byCase.extend({ reason: shortText }))
    .output(done),
};
