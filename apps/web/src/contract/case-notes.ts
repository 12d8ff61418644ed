import { z } from 'zod';
import { done, eventId, id, isoTime, listOf, longText, userRef } from './fields.ts';
import { procedure } from './procedure.ts';

export const noteKind = z.enum(['note', 'decision', 'task', 'question', 'lesson']);

export const caseNote = z.object({
  id,
  kind: noteKind,
  text: z.string(),
  /** Why, for a decision. */
  reason: z.string(),
  eventIds: z.array(z.string()),
  done: z.boolean(),
  author: userRef,
  createdAt: isoTime,
  updatedAt: isoTime,
});

const byCase = z.object({ caseId: id });
const content = {
  text: longText.min(1),
  reason: z.string().max(2000),
  eventIds: z.array(eventId).max(500),
  done: z.boolean(),
};

export const notesContract = {
  list: procedure
    .meta({ permission: 'case:read' })
    .route({ method: 'GET', path: '/cases/{caseId}/notes', summary: 'Notes, decisions, tasks, questions, lessons' })
    .input(byCase.extend({ kind: noteKind.optional() }))
    .output(listOf(caseNote)),
  create: procedure
    .meta({ permission: 'case:write' })
    .route({ method: 'POST', path: '/cases/{caseId}/notes', summary: 'Write a note' })
    .input(
      byCase.extend({
        kind: noteKind,
        text: content.text,
        reason: content.reason.default(''),
        eventIds: content.eventIds.default([]),
      }),
    )
    .output(caseNote),
  update: procedure
    .meta({ permission: 'case:write' })
    .route({ method: 'PATCH', path: '/cases/{caseId}/notes/{noteId}', summary: 'Change a note' })
    .input(byCase.extend({ noteId: id, ...z.object(content).partial().shape }))
    .output(caseNote),
  remove: procedure
    .meta({ permission: 'case:write' })
    .route({ method: 'DELETE', path: '/cases/{caseId}/notes/{noteId}', summary: 'Remove a note' })
    .input(byCase.extend({ noteId: id }))
    .output(done),
};
