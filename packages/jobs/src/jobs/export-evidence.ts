import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** Writes items with their custody chain as a bag. */
export const exportEvidenceJob = defineJob({
  name: 'export-evidence',
  queue: 'evidence',
  payload: z.strictObject({ exportId: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
});
