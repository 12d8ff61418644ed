import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** What there is in an account that a case was granted, and how long it will be there. */
export const inventoryJob = defineJob({
  name: 'inventory',
  queue: 'inspect',
  payload: z.strictObject({ inventoryRunId: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
});
