'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { countText, StatePanel } from '@virga/ui';
import Link from 'next/link';
import { useMemo } from 'react';
import { api } from '../../contract/client.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { DenseTable } from '../tables/dense-table.tsx';
import { PendingTable } from '../tables/pending-table.tsx';
import classes from './detections.module.css';
import { findingColumns } from './finding-columns.tsx';
import { FindingDetail } from './finding-detail.tsx';
import { usePrincipals } from './use-principals.ts';
import { worstFirst } from './worst-first.ts';

const most = 100;
const minWidth = '1200px';

/** What the rules found in this case, worst first; each line leads to its events. */
export function DetectionsScreen({ caseId }: { caseId: string }) {
  const overview = useQuery(api.overview.get.queryOptions({ input: { caseId } }));
  const findings = useMemo(() => worstFirst(overview.data?.findings ?? []), [overview.data]);
  const principals = usePrincipals(
    caseId,
    findings.map((finding) => finding.ruleId),
  );
  if (overview.error && !overview.data)
    return <ProblemPanel what="The detections" error={overview.error} onRetry={() => void overview.refetch()} />;
  const known = { byRule: principals.data, isFailed: principals.error !== null };
  if (!overview.data)
    return (
      <PendingTable what="the detections" columns={findingColumns(caseId, known)} rows={10} opens minWidth={minWidth} />
    );
  const { gaps, acquisitions } = overview.data;
  const running = acquisitions.filter((one) => one.finishedAt === null).length;
  if (findings.length === 0)
    return (
      <StatePanel
        state={running > 0 || gaps.length > 0 ? 'partial' : 'none found'}
        title="No rule matched an event of this case"
        action={
          <Button component={Link} href={`/cases/${caseId}/timeline`} variant="default">
            Open the timeline
          </Button>
        }
      >
        {running > 0 ? `${running} acquisitions are still running. ` : ''}
        {gaps.length > 0 ? `${gaps.length} gaps in what was collected: nothing can be found there. ` : ''}
        That no rule matched does not mean that nothing happened.
      </StatePanel>
    );
  return (
    <section className={classes.screen}>
      <header className={classes.top}>
        <h1 className={classes.title}>Detections</h1>
        <span className={classes.note}>
          {countText(findings.length)} rules matched{findings.length === most ? ' (the first 100)' : ''}, worst first.
          Hidden rows and our own calls are left out.
          {running > 0 ? ` ${running} acquisitions are still running.` : ''}
          {gaps.length > 0 ? ` ${gaps.length} gaps in what was collected.` : ''}
        </span>
      </header>
      <div className={classes.scroller}>
        <DenseTable
          label="Findings"
          columns={findingColumns(caseId, known)}
          rows={findings}
          rowKey={(row) => row.ruleId}
          rowName={(row) => row.title}
          detail={(row) => <FindingDetail caseId={caseId} finding={row} principals={known.byRule?.[row.ruleId]} />}
          minWidth={minWidth}
        />
      </div>
    </section>
  );
}
