'use client';

import { useQuery } from '@tanstack/react-query';
import { StatePanel } from '@virga/ui';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Section } from '../tables/section.tsx';
import { ApproveReport } from './approve-report.tsx';
import { CreateReport } from './create-report.tsx';
import { LessonsForm } from './lessons-form.tsx';
import classes from './report.module.css';
import { ReportTable } from './report-table.tsx';
import { ReportView } from './report-view.tsx';
import { useReports } from './use-reports.ts';

/** Report tab: versions and their files, lessons learned, and the chosen version on the page. */
export function Report({ caseId }: { caseId: string }) {
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId } }));
  const reports = useReports(caseId);
  const [chosenId, setChosen] = useState<string | null>(null);
  if (reports.isPending || one.isPending) return <Pending what="reports" />;
  if (reports.error)
    return <ProblemPanel error={reports.error} what="Reports" onRetry={() => void reports.refetch()} />;
  if (one.error) return <ProblemPanel error={one.error} what="This case" onRetry={() => void one.refetch()} />;
  const rows = reports.data.items;
  const { may, title, lessons } = one.data;
  const chosen = rows.find((row) => row.id === chosenId) ?? rows[0] ?? null;
  const canApprove = may.includes('report:approve') && chosen?.state === 'draft';
  return (
    <div className={classes.page}>
      {may.includes('report:write') ? (
        <Section
          title="New version"
          hint="Of the case as it is now; a worker gathers it and renders HTML, PDF and Markdown."
        >
          <CreateReport caseId={caseId} caseTitle={title} onCreated={(row) => setChosen(row.id)} />
        </Section>
      ) : null}
      {rows.length === 0 ? (
        <StatePanel state="none found" title="No report is written yet">
          Star the events that tell the story, note decisions with their reasons, then create the first version.
        </StatePanel>
      ) : (
        <Section
          title="Versions"
          hint={`${rows.length}, newest first`}
          actions={canApprove && chosen ? <ApproveReport caseId={caseId} row={chosen} /> : undefined}
        >
          <ReportTable rows={rows} chosen={chosen?.id ?? null} onChoose={setChosen} />
        </Section>
      )}
      <Section title="Lessons learned">
        <LessonsForm key={lessons} caseId={caseId} saved={lessons} canWrite={may.includes('case:write')} />
      </Section>
      {chosen ? <ReportView key={chosen.id} caseId={caseId} row={chosen} /> : null}
    </div>
  );
}
