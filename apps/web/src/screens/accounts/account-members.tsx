'use client';

import { StatePanel, TimeText } from '@virga/ui';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import type { AccountDetail } from './account-types.ts';
import classes from './accounts.module.css';

type Member = AccountDetail['members'][number];

const columns: Column<Member>[] = [
  {
    key: 'id',
    title: 'Account',
    width: '128px',
    cell: (row) => <span className={classes.mono}>{row.externalAccountId}</span>,
  },
  { key: 'name', title: 'Name', width: '24%', cell: (row) => row.name },
  { key: 'status', title: 'Status', width: '112px', cell: (row) => row.status },
  {
    key: 'regions',
    title: 'Regions',
    cell: (row) => {
      const states = Object.entries(row.regions).map(([region, { state }]) => `${region} ${state}`);
      return states.length === 0 ? (
        <span className={classes.quiet}>not looked at yet</span>
      ) : (
        <span title={states.join(', ')}>{states.join(' · ')}</span>
      );
    },
  },
  { key: 'at', title: 'As of', width: '176px', cell: (row) => <TimeText iso={row.updatedAt} seconds /> },
];

/** Members of an organisation with the state of each region. */
export function AccountMembers({ members }: { members: AccountDetail['members'] }) {
  if (members.length === 0)
    return (
      <StatePanel state="not asked" title="No member is listed yet">
        The first test of the connection lists them, when the account may.
      </StatePanel>
    );
  return (
    <DenseTable
      label="Members"
      columns={columns}
      rows={members}
      rowKey={(row) => row.externalAccountId}
      minWidth="900px"
    />
  );
}
