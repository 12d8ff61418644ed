'use client';

import { durationText, TimeText } from '@virga/ui';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { useNow } from '../tables/use-now.ts';
import classes from './settings.module.css';
import type { PlatformSettings } from './settings-types.ts';

type Process = PlatformSettings['processes'][number];

/** Every process heard from within a day, alive or not. */
export function ProcessTable({ rows }: { rows: readonly Process[] }) {
  const now = useNow(1000);
  const columns: Column<Process>[] = [
    { key: 'role', title: 'Role', width: '112px', cell: (row) => row.role },
    {
      key: 'alive',
      title: 'State',
      width: '128px',
      cell: (row) =>
        row.alive ? <span className={classes.good}>✓ alive</span> : <span className={classes.bad}>✕ not heard</span>,
    },
    { key: 'pid', title: 'Process id', width: '88px', align: 'right', cell: (row) => row.pid },
    { key: 'host', title: 'Host', width: '200px', cell: (row) => row.host },
    {
      key: 'seen',
      title: 'Heard',
      width: '120px',
      cell: (row) => `${durationText(now - Date.parse(row.seenAt))} ago`,
    },
    { key: 'started', title: 'Started', width: '176px', cell: (row) => <TimeText iso={row.startedAt} seconds /> },
    {
      key: 'facts',
      title: 'Says of itself',
      cell: (row) => {
        const text = Object.entries(row.facts)
          .map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
          .join(' · ');
        return text === '' ? <span className={classes.quiet}>nothing</span> : <span title={text}>{text}</span>;
      },
    },
  ];
  return (
    <DenseTable
      label="Processes"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      minWidth="1000px"
      footer={`${rows.filter((row) => row.alive).length} alive of ${rows.length} heard from within a day`}
    />
  );
}
