import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** Reads an item back and compares every hash. */
export const verifyEvidenceJob = defineJob({
  name: 'verify-evidence',
  queue: 'evidence',
  payload: z.strictObject({ evidenceId: z.uuid(), requestedById: z.uuid() }),
  attempts: 3,
  backoffMs: 2_000,
});
