import { MiddleCut, TimeText } from '@virga/ui';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import classes from './evidence.module.css';
import type { CustodyRow } from './evidence-row.ts';

const columns: Column<CustodyRow>[] = [
  { key: 'number', title: 'No.', width: '56px', align: 'right', cell: (row) => row.number },
  { key: 'when', title: 'When', width: '232px', cell: (row) => <TimeText iso={row.when.ours} /> },
  { key: 'what', title: 'What', width: '200px', cell: (row) => row.what },
  {
    key: 'who',
    title: 'Who',
    width: '18%',
    cell: (row) =>
      row.actor.cloudIdentity ? (
        <span title={row.actor.cloudIdentity}>
          {row.actor.name} as <MiddleCut text={row.actor.cloudIdentity} />
        </span>
      ) : (
        row.actor.name
      ),
  },
  {
    key: 'hash',
    title: 'Hash',
    width: '200px',
    cell: (row) =>
      row.hash ? <MiddleCut text={row.hash} tail={8} /> : <span className={classes.quiet}>no bytes</span>,
  },
  { key: 'hashed', title: 'Hashed', width: '144px', cell: (row) => row.hashedAt ?? '' },
  { key: 'tool', title: 'Tool', width: '144px', cell: (row) => row.tool },
  {
    key: 'details',
    title: 'Details',
    cell: (row) => <MiddleCut text={detailText(row)} tail={24} />,
  },
  { key: 'entry', title: 'Entry hash', width: '200px', cell: (row) => <MiddleCut text={row.entryHash} tail={8} /> },
];

function detailText(row: CustodyRow): string {
  const requests = row.requestIds.length > 0 ? ` requests ${row.requestIds.join(' ')}` : '';
  return JSON.stringify(row.details) + requests;
}

/** Entries of the chain, as they are signed. */
export function CustodyTable({ rows, label }: { rows: readonly CustodyRow[]; label: string }) {
  if (rows.length === 0) return <p className={classes.quiet}>No entry yet: the first is written with the seal.</p>;
  return (
    <DenseTable label={label} columns={columns} rows={rows} rowKey={(row) => String(row.number)} minWidth="1500px" />
  );
}
