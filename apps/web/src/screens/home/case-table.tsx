'use client';

import { countText, SeverityMark, TimeText } from '@virga/ui';
import Link from 'next/link';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { PendingTable } from '../tables/pending-table.tsx';
import type { CaseRow } from './case-row.ts';
import classes from './home.module.css';

function Count({ value, isBad = false }: { value: number; isBad?: boolean }) {
  return <span className={value === 0 ? classes.quiet : isBad ? classes.failed : undefined}>{countText(value)}</span>;
}

const columns: Column<CaseRow>[] = [
  {
    key: 'title',
    title: 'Case',
    cell: (row) => (
      <Link href={`/cases/${row.id}`} className={classes.link} title={row.title}>
        <span className={classes.number}>VC-{row.number}</span>
        {row.broken > 0 ? (
          <span className={classes.failed} title={`${row.broken} items or the custody chain are not what was sealed`}>
            ✕ broken{' '}
          </span>
        ) : null}
        {row.title}
      </Link>
    ),
  },
  { key: 'severity', title: 'Severity', width: '88px', cell: (row) => <SeverityMark severity={row.severity} /> },
  { key: 'status', title: 'State', width: '56px', cell: (row) => row.status },
  {
    key: 'last',
    title: 'Last event',
    width: '176px',
    cell: (row) =>
      row.lastEventAt ? (
        <TimeText iso={row.lastEventAt} seconds />
      ) : (
        <span className={classes.quiet}>no event yet</span>
      ),
  },
  {
    key: 'worst',
    title: 'Worst finding',
    width: '256px',
    cell: (row) =>
      row.worstFinding ? (
        <>
          <SeverityMark severity={row.worstFinding.severity} shapeOnly />{' '}
          <span title={row.worstFinding.title}>{row.worstFinding.title}</span>
        </>
      ) : (
        <span className={classes.quiet}>no rule matched</span>
      ),
  },
  { key: 'running', title: 'Running', width: '68px', align: 'right', cell: (row) => <Count value={row.running} /> },
  { key: 'waiting', title: 'Waiting', width: '64px', align: 'right', cell: (row) => <Count value={row.waiting} /> },
  { key: 'failed', title: 'Failed', width: '56px', align: 'right', cell: (row) => <Count value={row.failed} isBad /> },
  { key: 'gaps', title: 'Gaps', width: '52px', align: 'right', cell: (row) => <Count value={row.gaps} /> },
  {
    key: 'approvals',
    title: 'Approvals',
    width: '80px',
    align: 'right',
    cell: (row) => <Count value={row.approvals} />,
  },
  {
    key: 'members',
    title: 'Members',
    width: '120px',
    cell: (row) => {
      const names = row.members.map((member) => member.name).join(', ');
      return <span title={names}>{names}</span>;
    },
  },
];

const minWidth = '1240px';

export function PendingCases() {
  return <PendingTable what="your cases" columns={columns} minWidth={minWidth} />;
}

export function CaseTable({ rows }: { rows: readonly CaseRow[] }) {
  return (
    <DenseTable
      label="Cases"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      minWidth={minWidth}
      footer={`${countText(rows.length)} ${rows.length === 1 ? 'case' : 'cases'} · TLP and members are chosen in the case`}
    />
  );
}
