import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** Who we are in a cloud account, and which permissions of which source are missing. */
export const connectionTestJob = defineJob({
  name: 'connection-test',
  queue: 'inspect',
  payload: z.strictObject({ connectionTestId: z.uuid() }),
  attempts: 2,
  backoffMs: 1_000,
});
