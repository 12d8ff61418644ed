'use client';

import { MiddleCut } from '@virga/ui';
import { CopyButton } from '../tables/copy-button.tsx';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import classes from './accounts.module.css';
import type { ConnectionReport } from './connection-report.ts';
import { MissingPermissions } from './missing-permissions.tsx';

type Identity = ConnectionReport['identities'][number];
type Region = ConnectionReport['regions'][number];

const identityColumns = (method: ConnectionReport['method']): Column<Identity>[] => [
  { key: 'grant', title: 'Grant', width: '120px', cell: (row) => row.grant },
  {
    key: 'who',
    title: 'Who we are there',
    width: '46%',
    cell: (row) =>
      row.identity ? (
        <>
          <CopyButton value={row.identity.arn} what={`identity of ${row.grant}`} />{' '}
          <MiddleCut text={row.identity.arn} tail={32} />
        </>
      ) : (
        <span title={row.problem ?? undefined}>{row.problem ?? 'not asked'}</span>
      ),
  },
  {
    key: 'method',
    title: 'How permissions were found out',
    cell: (row) =>
      method[row.grant] === 'simulated'
        ? 'simulated by IAM'
        : method[row.grant] === 'probed'
          ? 'tried out: IAM does not let us simulate'
          : 'not looked at',
  },
];

const regionColumns: Column<Region>[] = [
  { key: 'region', title: 'Region', width: '160px', cell: (row) => row.region },
  {
    key: 'state',
    title: 'State',
    width: '136px',
    cell: (row) => (
      <span className={row.state === 'reachable' ? classes.good : classes.bad}>
        {row.state === 'reachable' ? '✓' : '✕'} {row.state}
      </span>
    ),
  },
  {
    key: 'detail',
    title: 'What the cloud said',
    cell: (row) => row.detail || <span className={classes.quiet}>it answered</span>,
  },
];

/** Who we are per grant, what is missing, which regions answer, what the organisation says. */
export function ConnectionResult({ report }: { report: ConnectionReport }) {
  const { organization } = report;
  return (
    <div className={classes.result}>
      <h3 className={classes.title}>Identity per grant</h3>
      <DenseTable
        label="Identity per grant"
        columns={identityColumns(report.method)}
        rows={report.identities}
        rowKey={(row) => row.grant}
      />
      <MissingPermissions report={report} />
      <h3 className={classes.title}>Regions</h3>
      <DenseTable label="Regions" columns={regionColumns} rows={report.regions} rowKey={(row) => row.region} />
      <h3 className={classes.title}>Organisation</h3>
      <p className={classes.prose}>
        {organization.id
          ? `${organization.id}, ${organization.members.length} members listed. `
          : 'In none that we can see. '}
        {organization.problem}
      </p>
    </div>
  );
}
