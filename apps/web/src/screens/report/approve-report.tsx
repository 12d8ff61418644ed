'use client';

import { Button } from '@mantine/core';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import classes from './report.module.css';
import type { ReportRow } from './report-types.ts';
import { useRefreshReports } from './use-reports.ts';

/** Binds the model as shown into the custody chain; asks for the password. */
export function ApproveReport({ caseId, row }: { caseId: string; row: ReportRow }) {
  const approve = useConfirmedMutation(() => client.reports.approve({ caseId, reportId: row.id }), useRefreshReports());
  return (
    <>
      {approve.error ? (
        <span className={classes.error} role="alert">
          {approve.error.message}
        </span>
      ) : null}
      <Button
        variant="default"
        disabled={row.files.length === 0}
        loading={approve.isPending}
        onClick={() => approve.mutate()}
      >
        Approve version {row.version}
      </Button>
    </>
  );
}
