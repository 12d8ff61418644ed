'use client';

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import classes from './report.module.css';
import type { ReportRow } from './report-types.ts';
import { useRefreshReports } from './use-reports.ts';

export interface CreateReportProps {
  caseId: string;
  /** Title of the case: the report's, when nothing is typed. */
  caseTitle: string;
  onCreated(row: ReportRow): void;
}

/** The next version, from the case as it is now. */
export function CreateReport({ caseId, caseTitle, onCreated }: CreateReportProps) {
  const [title, setTitle] = useState('');
  const refresh = useRefreshReports();
  const create = useConfirmedMutation(
    () => client.reports.create({ caseId, ...(title.trim() ? { title: title.trim() } : {}) }),
    async (row) => {
      setTitle('');
      await refresh();
      onCreated(row);
    },
  );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <TextInput
        className={classes.grow}
        label="Title"
        placeholder={caseTitle}
        maxLength={200}
        value={title}
        error={create.error?.message}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button type="submit" loading={create.isPending}>
        Create report
      </Button>
    </form>
  );
}
