'use client';

import { StatePanel } from '@virga/ui';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { ModelPreview } from './model-preview.tsx';
import { readModel } from './read-model.ts';
import type { ReportRow } from './report-types.ts';
import { fileCount, useReport } from './use-reports.ts';

/** What the chosen version says, on the page. */
export function ReportView({ caseId, row }: { caseId: string; row: ReportRow }) {
  const isRendering = row.files.length < fileCount;
  const report = useReport(caseId, row.id, isRendering);
  if (report.isPending) return <Pending what="the report" lines={10} />;
  if (report.error)
    return <ProblemPanel error={report.error} what="The report" onRetry={() => void report.refetch()} />;
  const model = readModel(report.data.model);
  if (model) return <ModelPreview model={model} caseId={caseId} />;
  if (isRendering)
    return (
      <StatePanel state="loading" title={`Version ${row.version} is being gathered`}>
        A worker without network reads the case as it is now: statements, starred events, evidence with hashes, gaps and
        actions. The page fills by itself.
      </StatePanel>
    );
  return (
    <StatePanel state="failed" title="This version cannot be shown on the page">
      Its model has a form this version of Virga does not know. Its files still hold everything.
    </StatePanel>
  );
}
