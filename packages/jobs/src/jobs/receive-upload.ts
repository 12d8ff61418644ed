import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** Seals a file that arrived from a browser. */
export const receiveUploadJob = defineJob({
  name: 'receive-upload',
  queue: 'evidence',
  payload: z.strictObject({ uploadId: z.uuid() }),
  attempts: 5,
  backoffMs: 1_000,
});
