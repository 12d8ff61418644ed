import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** One reading of an item or of a case's chain, comparing every hash; the row says which. */
export const verifyEvidenceJob = defineJob({
  name: 'verify-evidence',
  queue: 'evidence',
  payload: z.strictObject({ verificationId: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
});
