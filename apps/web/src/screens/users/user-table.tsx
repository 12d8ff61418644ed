'use client';

import { TimeText } from '@virga/ui';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { UserDetail } from './user-detail.tsx';
import type { UserRow } from './user-types.ts';
import classes from './users.module.css';

const factor = (user: UserRow) => {
  if (user.signsInWith === 'openid') return 'at the provider';
  if (user.hasSecondFactor) return '✓ TOTP';
  return user.role === 'lead' || user.role === 'admin' ? <span className={classes.bad}>! none</span> : 'none';
};

const state = (user: UserRow) => {
  if (user.disabledAt) return <span className={classes.bad}>✕ disabled</span>;
  return user.passwordMustChange ? '! one-time password' : '✓ active';
};

const columns: Column<UserRow>[] = [
  { key: 'name', title: 'Name', width: '12%', cell: (user) => <span title={user.name}>{user.name}</span> },
  { key: 'email', title: 'Email', cell: (user) => <span title={user.email}>{user.email}</span> },
  { key: 'role', title: 'Role', width: '88px', cell: (user) => user.role },
  { key: 'state', title: 'State', width: '152px', cell: state },
  { key: 'with', title: 'Signs in with', width: '96px', cell: (user) => user.signsInWith },
  { key: 'factor', title: 'Second factor', width: '120px', cell: factor },
  { key: 'sessions', title: 'Open sessions', width: '104px', align: 'right', cell: (user) => user.openSessions },
  { key: 'tokens', title: 'Tokens', width: '64px', align: 'right', cell: (user) => user.tokens },
  {
    key: 'seen',
    title: 'Last seen',
    width: '176px',
    cell: (user) =>
      user.lastSeenAt ? (
        <TimeText iso={user.lastSeenAt} seconds />
      ) : (
        <span className={classes.quiet}>never signed in</span>
      ),
  },
  { key: 'made', title: 'Created', width: '104px', cell: (user) => user.createdAt.slice(0, 10) },
];

export function UserTable({ rows, footer, ownId }: { rows: readonly UserRow[]; footer: string; ownId: string | null }) {
  return (
    <DenseTable
      label="Users"
      columns={columns}
      rows={rows}
      rowKey={(user) => user.id}
      rowName={(user) => user.name}
      detail={(user) => <UserDetail user={user} isOneself={user.id === ownId} />}
      footer={footer}
      minWidth="1180px"
    />
  );
}
