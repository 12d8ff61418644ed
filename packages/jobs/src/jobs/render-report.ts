import { z } from 'zod';
import { defineJob } from '../define-job.ts';

/** Renders a report's model to its files. */
export const renderReportJob = defineJob({
  name: 'render-report',
  queue: 'render',
  payload: z.strictObject({ reportId: z.uuid() }),
  attempts: 3,
  backoffMs: 1_000,
});
