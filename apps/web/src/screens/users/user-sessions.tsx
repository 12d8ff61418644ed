'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { visibleText } from '@virga/domain';
import { TimeText } from '@virga/ui';
import { api, client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { Pending } from '../shell/pending.tsx';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { useRefreshUsers } from './use-users.ts';
import classes from './users.module.css';

interface Session {
  id: string;
  createdAt: string;
  lastSeenAt: string;
  endedAt: string | null;
  endedReason: string | null;
  address: string | null;
  userAgent: string | null;
}

const columns: Column<Session>[] = [
  {
    key: 'state',
    title: 'State',
    width: '200px',
    cell: (row) => (row.endedAt ? `ended: ${row.endedReason ?? 'no reason kept'}` : '✓ open'),
  },
  { key: 'made', title: 'Signed in', width: '176px', cell: (row) => <TimeText iso={row.createdAt} seconds /> },
  { key: 'seen', title: 'Last seen', width: '176px', cell: (row) => <TimeText iso={row.lastSeenAt} seconds /> },
  { key: 'address', title: 'Address', width: '160px', cell: (row) => row.address ?? 'not known' },
  { key: 'agent', title: 'Browser', cell: (row) => visibleText(row.userAgent ?? 'not said') },
];

/** Sessions of one user. Reading them asks for the admin's password, so it is a step of its own. */
export function UserSessions({ userId, name }: { userId: string; name: string }) {
  const refresh = useRefreshUsers();
  const confirm = useConfirmedMutation(() => client.users.sessions({ userId }));
  const sessions = useQuery({
    ...api.users.sessions.queryOptions({ input: { userId } }),
    enabled: confirm.isSuccess,
  });
  const end = useConfirmedMutation(() => client.users.endSessions({ userId }), refresh);
  const rows = sessions.data?.items ?? confirm.data?.items ?? [];
  return (
    <>
      <div className={classes.row}>
        <Button variant="default" loading={confirm.isPending} onClick={() => confirm.mutate()}>
          Show sessions
        </Button>
        <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
          End all sessions of {name}
        </Button>
        {end.isSuccess ? <span className={classes.quiet}>All sessions are ended.</span> : null}
      </div>
      {confirm.isPending ? <Pending what="sessions" lines={2} /> : null}
      {(confirm.error ?? end.error) ? (
        <p className={classes.error} role="alert">
          {(confirm.error ?? end.error)?.message}
        </p>
      ) : null}
      {confirm.isSuccess ? (
        <DenseTable
          label={`Sessions of ${name}`}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          footer={
            rows.length === 0 ? 'No session is kept.' : `${rows.length} ${rows.length === 1 ? 'session' : 'sessions'}`
          }
        />
      ) : null}
    </>
  );
}
