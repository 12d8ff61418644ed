'use client';

import { Button } from '@mantine/core';
import { visibleText } from '@virga/domain';
import { StatePanel, TimeText } from '@virga/ui';
import type { z } from 'zod';
import { client } from '../../contract/client.ts';
import type { sessionRow } from '../../contract/session.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { useConfirmedList } from './use-confirmed-list.ts';
import { useRefreshUsers } from './use-users.ts';
import classes from './users.module.css';

type Session = z.output<typeof sessionRow>;

function stateOf(row: Session): string {
  if (row.endedAt) return `ended: ${row.endedReason ?? 'no reason kept'}`;
  return Date.parse(row.expiresAt) < Date.now() ? 'ran out' : '✓ open';
}

const columns: Column<Session>[] = [
  { key: 'state', title: 'State', width: '232px', cell: stateOf },
  { key: 'made', title: 'Signed in', width: '180px', cell: (row) => <TimeText iso={row.createdAt} seconds /> },
  { key: 'seen', title: 'Last seen', width: '180px', cell: (row) => <TimeText iso={row.lastSeenAt} seconds /> },
  { key: 'address', title: 'Address', width: '136px', cell: (row) => row.address ?? 'not known' },
  { key: 'agent', title: 'Browser', cell: (row) => visibleText(row.userAgent ?? 'not said') },
];

/** Sessions of one user. Reading them asks for the admin's password, so it is a step of its own. */
export function UserSessions({ userId, name }: { userId: string; name: string }) {
  const sessions = useConfirmedList(() => client.users.sessions({ userId }));
  const refresh = useRefreshUsers();
  const settle = async () => {
    if (sessions.rows) sessions.read();
    await refresh();
  };
  const endAll = useConfirmedMutation(() => client.users.endSessions({ userId }), settle);
  const endOne = useConfirmedMutation((sessionId: string) => client.users.endSession({ userId, sessionId }), settle);
  const error = sessions.error ?? endAll.error ?? endOne.error;
  const withEnd: Column<Session>[] = [
    ...columns,
    {
      key: 'end',
      title: '',
      width: '64px',
      cell: (row) =>
        row.endedAt || Date.parse(row.expiresAt) < Date.now() ? null : (
          <Button variant="default" size="compact-xs" onClick={() => endOne.mutate(row.id)}>
            End
          </Button>
        ),
    },
  ];
  return (
    <div className={classes.parts}>
      <div className={classes.row}>
        {sessions.rows === null ? (
          <Button variant="default" loading={sessions.isPending} onClick={sessions.read}>
            Show sessions
          </Button>
        ) : null}
        <Button variant="default" loading={endAll.isPending} onClick={() => endAll.mutate(undefined)}>
          End all sessions of {name}
        </Button>
        {endAll.isSuccess ? <span className={classes.quiet}>All sessions are ended.</span> : null}
      </div>
      {error ? (
        <p className={classes.error} role="alert">
          {error.message}
        </p>
      ) : null}
      {sessions.rows?.length === 0 ? <StatePanel state="none found" title={`${name} never signed in`} /> : null}
      {sessions.rows && sessions.rows.length > 0 ? (
        <DenseTable
          label={`Sessions of ${name}`}
          columns={withEnd}
          rows={sessions.rows}
          rowKey={(row) => row.id}
          footer={`${sessions.rows.length} ${sessions.rows.length === 1 ? 'session' : 'sessions'}, newest first`}
        />
      ) : null}
    </div>
  );
}
