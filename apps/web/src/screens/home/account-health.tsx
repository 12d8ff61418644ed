'use client';

import { useQuery } from '@tanstack/react-query';
import { providers } from '@virga/domain';
import { MiddleCut, ProviderBadge, StatePanel, TimeText } from '@virga/ui';
import Link from 'next/link';
import type { z } from 'zod';
import type { accountRow } from '../../contract/accounts.ts';
import { api } from '../../contract/client.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { Section } from '../tables/section.tsx';
import { accountHealth } from './account-health-words.ts';
import classes from './home.module.css';

type Account = z.output<typeof accountRow>;

const columns: Column<Account>[] = [
  {
    key: 'name',
    title: 'Account',
    cell: (row) => {
      const provider = providers.find((name) => name === row.provider);
      return (
        <>
          {provider ? <ProviderBadge provider={provider} /> : row.provider}{' '}
          <Link href={`/admin/accounts/${row.id}`} className={classes.link}>
            {row.name}
          </Link>
        </>
      );
    },
  },
  { key: 'id', title: 'Id', width: '160px', cell: (row) => <MiddleCut text={row.externalAccountId} /> },
  { key: 'health', title: 'Health', width: '40%', cell: (row) => <Health row={row} /> },
  {
    key: 'test',
    title: 'Last test',
    width: '200px',
    cell: (row) => (row.lastTest ? <TimeText iso={row.lastTest.createdAt} seconds /> : 'never tested'),
  },
];

function Health({ row }: { row: Account }) {
  const { isBad, sentence } = accountHealth(row, Date.now());
  return <span className={isBad ? classes.failed : undefined}>{sentence}</span>;
}

/** For admins: which accounts would refuse the next collection, and why. */
export function AccountHealth() {
  const accounts = useQuery(api.accounts.list.queryOptions());
  if (accounts.error) return <ProblemPanel error={accounts.error} what="Account health" />;
  const rows = accounts.data?.items ?? [];
  return (
    <Section title="Account health" hint="Whether the next collection would be let in.">
      {accounts.isSuccess && rows.length === 0 ? (
        <StatePanel
          state="none found"
          title="No cloud account is registered"
          action={<Link href="/admin/accounts">Register an account</Link>}
        >
          Without one nothing can be collected but files that are dropped on a case.
        </StatePanel>
      ) : null}
      {rows.length > 0 ? (
        <DenseTable label="Account health" columns={columns} rows={rows} rowKey={(row) => row.id} minWidth="900px" />
      ) : null}
    </Section>
  );
}
