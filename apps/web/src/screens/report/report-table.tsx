'use client';

import { TimeText } from '@virga/ui';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { useNow } from '../tables/use-now.ts';
import classes from './report.module.css';
import { ReportFiles } from './report-files.tsx';
import type { ReportRow } from './report-types.ts';

export interface ReportTableProps {
  rows: readonly ReportRow[];
  chosen: string | null;
  onChoose(reportId: string): void;
}

/** Versions, newest first. */
export function ReportTable({ rows, chosen, onChoose }: ReportTableProps) {
  const now = useNow(2000);
  const columns: Column<ReportRow>[] = [
    { key: 'version', title: 'Version', width: '72px', align: 'right', cell: (row) => row.version },
    {
      key: 'title',
      title: 'Title',
      cell: (row) => (
        <button
          type="button"
          className={classes.choose}
          aria-pressed={row.id === chosen}
          title={row.title}
          onClick={() => onChoose(row.id)}
        >
          {row.title}
        </button>
      ),
    },
    {
      key: 'state',
      title: 'State',
      width: '104px',
      cell: (row) => (row.state === 'approved' ? <span className={classes.good}>✓ approved</span> : '○ draft'),
    },
    { key: 'files', title: 'Files', width: '200px', cell: (row) => <ReportFiles row={row} nowMs={now} /> },
    { key: 'by', title: 'Created by', width: '120px', cell: (row) => row.createdBy.name },
    { key: 'at', title: 'Created', width: '176px', cell: (row) => <TimeText iso={row.createdAt} seconds /> },
    {
      key: 'approved',
      title: 'Approved',
      width: '20%',
      cell: (row) =>
        row.approvedBy && row.approvedAt ? (
          <>
            {row.approvedBy.name} <TimeText iso={row.approvedAt} seconds />
          </>
        ) : (
          <span className={classes.quiet}>not yet</span>
        ),
    },
  ];
  return <DenseTable label="Reports" columns={columns} rows={rows} rowKey={(row) => row.id} minWidth="1100px" />;
}
