'use client';

import { grants, type Provider } from '@virga/domain';
import { ProviderBadge, TimeText } from '@virga/ui';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { AccountDetailView } from './account-detail.tsx';
import type { AccountRow } from './account-types.ts';
import classes from './accounts.module.css';
import { grantMeanings } from './grant-words.ts';

const providers: readonly Provider[] = ['aws', 'azure', 'gcp', 'kubernetes', 'host'];
const testWords: Record<string, string> = { queued: '▸ waits', running: '▸ runs', done: '✓ done', failed: '✕ failed' };

function Expiry({ row }: { row: AccountRow }) {
  const { credentialKind: kind, credentialExpiresAt: at } = row;
  if (!at) return <>{kind === 'temporary' ? 'temporary, end not told' : kind}</>;
  const isOver = Date.parse(at) <= Date.now();
  return (
    <span className={isOver ? classes.bad : undefined}>
      {isOver ? '✕ expired' : 'until'} <TimeText iso={at} seconds /> {kind}
    </span>
  );
}

const columns: Column<AccountRow>[] = [
  {
    key: 'provider',
    title: 'Cloud',
    width: '56px',
    cell: (row) => {
      const known = providers.find((one) => one === row.provider);
      return known ? <ProviderBadge provider={known} /> : row.provider;
    },
  },
  {
    key: 'name',
    title: 'Name',
    cell: (row) => (
      <span title={row.name}>
        {row.disabledAt ? <span className={classes.bad}>✕ disabled </span> : null}
        {row.staged ? <span className={classes.staged}>Range</span> : null} {row.name}
      </span>
    ),
  },
  {
    key: 'id',
    title: 'Account',
    width: '112px',
    cell: (row) => <span className={classes.mono}>{row.externalAccountId}</span>,
  },
  { key: 'kind', title: 'Kind', width: '96px', cell: (row) => row.kind },
  { key: 'credential', title: 'Credential', width: '13%', cell: (row) => <Expiry row={row} /> },
  {
    key: 'grants',
    title: 'Grants',
    width: '232px',
    cell: (row) =>
      grants.map((grant) => (
        <span
          key={grant}
          className={classes.grant}
          title={`${grant}: ${grantMeanings[grant]}`}
          data-missing={!row.grants.includes(grant) || undefined}
        >
          {row.grants.includes(grant) ? '✓' : '✕'} {grant.replace('collect-', '')}
        </span>
      )),
  },
  {
    key: 'regions',
    title: 'Regions',
    width: '64px',
    align: 'right',
    cell: (row) => <span title={row.regions.join(', ')}>{row.regions.length}</span>,
  },
  { key: 'cases', title: 'Cases', width: '56px', align: 'right', cell: (row) => row.cases },
  {
    key: 'test',
    title: 'Last test',
    width: '224px',
    cell: (row) =>
      row.lastTest ? (
        <>
          {testWords[row.lastTest.state] ?? row.lastTest.state}{' '}
          <TimeText iso={row.lastTest.finishedAt ?? row.lastTest.createdAt} seconds />
        </>
      ) : (
        <span className={classes.quiet}>never tested</span>
      ),
  },
];

export function AccountTable({ rows, canManage }: { rows: readonly AccountRow[]; canManage: boolean }) {
  return (
    <DenseTable
      label="Cloud accounts"
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      rowName={(row) => row.name}
      detail={(row) => <AccountDetailView accountId={row.id} accounts={rows} canManage={canManage} />}
      footer={`${rows.length} ${rows.length === 1 ? 'account' : 'accounts'} · open one for its test, template, roles and cases`}
      minWidth="1240px"
    />
  );
}
