import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** The next step of one acquisition; the row says which. Waiting is the same job, delayed. */
export const acquisitionJob = defineJob({
  name: 'acquisition',
  queue: 'acquire',
  payload: z.strictObject({ acquisitionId: z.uuid() }),
  attempts: 8,
  backoffMs: 2_000,
});
