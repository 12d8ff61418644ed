import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** One run of a parser over one sealed item. */
export const parseEvidenceJob = defineJob({
  name: 'parse-evidence',
  queue: 'parse',
  payload: z.strictObject({ parseRunId: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
});
