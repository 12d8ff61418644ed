import { handlerOf, type JobHandler, parseEvidenceJob, renderReportJob } from '@virga/jobs';
import type { Parts } from '../parts.ts';
import { renderReportFiles } from '../report/render-report.ts';
import { runParse } from './run-parse.ts';

/** Jobs of the role without secrets: everything that reads bytes an attacker may have written. */
export function parseHandlers(parts: Parts): JobHandler[] {
  return [
    handlerOf(parseEvidenceJob, async ({ parseRunId }) => {
      await runParse(parts, parseRunId);
      return undefined;
    }),
    handlerOf(renderReportJob, async ({ reportId }) => {
      await renderReportFiles(parts, reportId);
      return undefined;
    }),
  ];
}
