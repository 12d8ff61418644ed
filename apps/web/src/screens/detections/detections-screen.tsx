'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { countText, StatePanel } from '@virga/ui';
import Link from 'next/link';
import { useMemo } from 'react';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import classes from './detections.module.css';
import { FindingLine } from './finding-line.tsx';
import { usePrincipals } from './use-principals.ts';
import { worstFirst } from './worst-first.ts';

const most = 100;

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
  if (!overview.data) return <Pending what="the detections" lines={10} />;
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
        <table className={classes.table} aria-label="Findings">
          <thead>
            <tr>
              <th scope="col">Level</th>
              <th scope="col">Rule</th>
              <th scope="col">Tactics</th>
              <th scope="col">Techniques</th>
              <th scope="col" className={classes.number}>
                Hits
              </th>
              <th scope="col">First (UTC)</th>
              <th scope="col">Last (UTC)</th>
              <th scope="col">Principals</th>
            </tr>
          </thead>
          <tbody>
            {findings.map((finding) => (
              <FindingLine
                key={finding.ruleId}
                caseId={caseId}
                finding={finding}
                principals={principals.data?.[finding.ruleId]}
                isFailed={principals.error !== null}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
