import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** Deletes what a lead ordered to delete: evidence held in the cloud and not sealed. */
export const removeHeldJob = defineJob({
  name: 'remove-held',
  queue: 'inspect',
  payload: z.strictObject({ removalId: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
});
