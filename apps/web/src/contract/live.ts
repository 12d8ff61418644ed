import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { id, isoTime } from './fields.ts';
import { procedure } from './procedure.ts';

/** One change somewhere in the cases of the user. Ids only: whoever wants more asks with the permission it needs. */
export const liveEvent = z.object({
  /** Sequence of the outbox, also the SSE id: Last-Event-ID replays what came after it. */
  seq: z.string(),
  /** acquisition | evidence | timeline | annotation | action | inventory | connection-test | report | case | session */
  kind: z.string(),
  caseId: id.nullable(),
  subject: z.string(),
  payload: z.record(z.string(), z.json()),
  at: isoTime,
});
export type LiveEventJson = z.output<typeof liveEvent>;

export const liveContract = {
  /** Server-sent events; a plain `EventSource('/api/v1/live')` reads them (event `message`, data as `liveEvent`). */
  stream: procedure
    .meta({ permission: 'case:list', perMinute: 60 })
    .route({ method: 'GET', path: '/live', summary: 'Changes as they happen (server-sent events)' })
    .output(eventIterator(liveEvent)),
};
