import { z } from 'zod';
import { done, eventId, id, isoTime, listOf, shortText, userRef } from './fields.ts';
import { procedure } from './procedure.ts';
import { selection, verdict } from './timeline-fields.ts';

const tag = z.string().trim().min(1).max(60);

/** What to change; a field left out stays as it is. */
export const annotationChange = z.object({
  starred: z.boolean().optional(),
  hidden: z.boolean().optional(),
  inReport: z.boolean().optional(),
  verdict: verdict.nullable().optional(),
  addTags: z.array(tag).max(20).optional(),
  removeTags: z.array(tag).max(20).optional(),
});

export const appliedChange = z.object({
  changeId: id,
  /** Rows that are different now. */
  changed: z.number().int(),
  label: z.string(),
  at: isoTime,
});

export const eventComment = z.object({ id, eventId, by: userRef, text: z.string(), at: isoTime });

export const savedSearch = z.object({
  id,
  name: z.string(),
  query: z.string(),
  columns: z.array(z.string()),
  by: userRef,
  createdAt: isoTime,
});

const annotate = { permission: 'timeline:annotate', bodyLimitBytes: 2_097_152 } as const;
const byCase = z.object({ caseId: id });

export const annotationsContract = {
  change: procedure
    .meta(annotate)
    .route({ method: 'POST', path: '/cases/{caseId}/annotations', summary: 'Star, hide, tag: rows by id or by query' })
    .input(
      byCase.extend({
        change: annotationChange,
        /** Either up to 10,000 ids, or everything a search selects (at most 50,000 rows). */
        rows: z.union([
          z.object({ eventIds: z.array(eventId).min(1).max(10_000) }),
          z.object({ selection: selection.omit({ caseId: true }) }),
        ]),
      }),
    )
    .output(appliedChange),
  history: procedure
    .meta({ permission: 'timeline:annotate' })
    .route({ method: 'GET', path: '/cases/{caseId}/annotations/changes', summary: "One's last 50 changes" })
    .input(byCase)
    .output(listOf(appliedChange.extend({ undoneAt: isoTime.nullable() }))),
  undo: procedure
    .meta({ permission: 'timeline:annotate' })
    .route({
      method: 'POST',
      path: '/cases/{caseId}/annotations/changes/{changeId}/undo',
      summary: "Undo one of one's last 50 changes",
    })
    .input(byCase.extend({ changeId: id }))
    .output(appliedChange),
  comments: procedure
    .meta({ permission: 'timeline:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/events/{eventId}/comments', summary: 'Comments, oldest first' })
    .input(byCase.extend({ eventId }))
    .output(listOf(eventComment)),
  comment: procedure
    .meta({ permission: 'timeline:annotate' })
    .route({ method: 'POST', path: '/cases/{caseId}/events/{eventId}/comments', summary: 'Comment on a row' })
    .input(byCase.extend({ eventId, text: z.string().trim().min(1).max(5000) }))
    .output(eventComment),
  removeComment: procedure
    .meta({ permission: 'timeline:annotate' })
    .route({ method: 'DELETE', path: '/cases/{caseId}/comments/{commentId}', summary: "Remove one's own comment" })
    .input(byCase.extend({ commentId: id }))
    .output(done),
  searches: procedure
    .meta({ permission: 'timeline:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/searches', summary: 'Saved searches with their columns' })
    .input(byCase)
    .output(listOf(savedSearch)),
  saveSearch: procedure
    .meta({ permission: 'timeline:annotate' })
    .route({ method: 'POST', path: '/cases/{caseId}/searches', summary: 'Save a search' })
    .input(
      byCase.extend({
        name: shortText,
        query: z.string().max(8192),
        columns: z.array(z.string().max(200)).max(60).default([]),
      }),
    )
    .output(savedSearch),
  removeSearch: procedure
    .meta({ permission: 'timeline:annotate' })
    .route({ method: 'DELETE', path: '/cases/{caseId}/searches/{searchId}', summary: 'Remove a saved search' })
    .input(byCase.extend({ searchId: id }))
    .output(done),
};
