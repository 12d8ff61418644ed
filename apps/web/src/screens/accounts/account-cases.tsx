'use client';

import { Button } from '@mantine/core';
import { StatePanel, TimeText } from '@virga/ui';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import type { Management } from './account-types.ts';
import classes from './accounts.module.css';
import { useRefreshAccounts } from './use-accounts.ts';

type CaseOfAccount = Management['cases'][number];

/** Which cases may use the account; by number, because a title is case content. */
export function AccountCases({ accountId, cases }: { accountId: string; cases: Management['cases'] }) {
  const refresh = useRefreshAccounts();
  const grant = useConfirmedMutation((caseId: string) => client.accounts.grant({ accountId, caseId }), refresh);
  const withdraw = useConfirmedMutation((caseId: string) => client.accounts.withdraw({ accountId, caseId }), refresh);
  const error = grant.error ?? withdraw.error;
  if (cases.length === 0)
    return (
      <StatePanel state="none found" title="There is no case yet">
        A lead opens one; then it can be let use this account.
      </StatePanel>
    );
  const columns: Column<CaseOfAccount>[] = [
    { key: 'number', title: 'Case', width: '88px', cell: (row) => `VC-${row.number}` },
    { key: 'status', title: 'State', width: '88px', cell: (row) => row.status },
    {
      key: 'granted',
      title: 'May use the account',
      width: '240px',
      cell: (row) =>
        row.grantedAt ? (
          <>
            ✓ since <TimeText iso={row.grantedAt} seconds />
          </>
        ) : (
          <span className={classes.quiet}>no</span>
        ),
    },
    {
      key: 'change',
      title: 'Change',
      cell: (row) =>
        row.grantedAt ? (
          <Button size="compact-xs" variant="default" onClick={() => withdraw.mutate(row.id)}>
            Withdraw from VC-{row.number}
          </Button>
        ) : (
          <Button size="compact-xs" variant="default" onClick={() => grant.mutate(row.id)}>
            Grant to VC-{row.number}
          </Button>
        ),
    },
  ];
  return (
    <>
      {error ? (
        <p className={classes.error} role="alert">
          {error.message}
        </p>
      ) : null}
      <DenseTable label="Cases of the account" columns={columns} rows={cases} rowKey={(row) => row.id} />
    </>
  );
}
