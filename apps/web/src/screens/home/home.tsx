'use client';

import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { StatePanel } from '@virga/ui';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { AccountHealth } from './account-health.tsx';
import { Approvals } from './approvals.tsx';
import { CaseTable, PendingCases } from './case-table.tsx';
import { CasesAtAGlance } from './cases-at-a-glance.tsx';
import { CreateCase } from './create-case.tsx';
import { FirstRun } from './first-run.tsx';
import classes from './home.module.css';
import { useMe } from './use-me.ts';

/** Approvals first for who gives them, then the cases; account health for who keeps the accounts. */
export function Home() {
  const { may } = useMe();
  const cases = useQuery(api.cases.list.queryOptions({ input: { status: 'all' } }));
  const [status, setStatus] = useState('open');
  const [isCreating, setCreating] = useState(false);
  const rows = cases.data?.items ?? [];
  const shown = rows.filter((row) => status === 'all' || row.status === status);
  return (
    <div className={classes.page}>
      <FirstRun onCreate={() => setCreating(true)} />
      {may('action:approve') ? <Approvals rows={rows} /> : null}
      <div className={classes.head}>
        <h1 className={classes.title}>Cases</h1>
        <SegmentedControl
          size="xs"
          value={status}
          onChange={setStatus}
          aria-label="Which cases"
          data={[
            { value: 'open', label: `Open ${rows.filter((row) => row.status === 'open').length}` },
            { value: 'closed', label: `Closed ${rows.filter((row) => row.status === 'closed').length}` },
            { value: 'all', label: 'All' },
          ]}
        />
        {may('case:create') ? (
          <Button ml="auto" onClick={() => setCreating(true)}>
            Open a case
          </Button>
        ) : null}
      </div>
      {cases.isPending ? <PendingCases /> : null}
      {cases.error ? (
        <ProblemPanel error={cases.error} what="The list of cases" onRetry={() => void cases.refetch()} />
      ) : null}
      {cases.isSuccess && shown.length === 0 ? (
        <StatePanel state="none found" title={`No ${status === 'all' ? '' : `${status} `}case has you as a member`}>
          {may('case:create')
            ? 'Open a case, or ask a lead to add you to one.'
            : 'A lead opens cases and chooses their members; ask one to add you.'}
        </StatePanel>
      ) : null}
      {shown.length > 0 ? <CaseTable rows={shown} /> : null}
      <CasesAtAGlance cases={rows} />
      {may('account:manage') ? <AccountHealth /> : null}
      <CreateCase opened={isCreating} onClose={() => setCreating(false)} />
    </div>
  );
}
