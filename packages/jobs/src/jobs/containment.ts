import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** Plan, apply, verify or undo one containment action; the row says which. */
export const containmentJob = defineJob({
  name: 'containment',
  queue: 'contain',
  payload: z.strictObject({ actionId: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
});
