'use client';

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { visibleText } from '@virga/domain';
import { MiddleCut, TimeText } from '@virga/ui';
import type { z } from 'zod';
import { api } from '../../contract/client.ts';
import type { sessionRow } from '../../contract/session.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { Section } from '../tables/section.tsx';
import classes from './me.module.css';

type Row = z.output<typeof sessionRow>;

/** Where one is signed in, from where, until when; each can be ended. */
export function Sessions() {
  const queries = useQueryClient();
  const list = useQuery(api.session.list.queryOptions());
  const end = useMutation(
    api.session.endOne.mutationOptions({ onSuccess: () => queries.invalidateQueries({ queryKey: api.session.key() }) }),
  );
  const columns: Column<Row>[] = [
    {
      key: 'state',
      title: 'State',
      width: '160px',
      cell: (row) =>
        row.current ? (
          'this one'
        ) : row.endedAt ? (
          <span className={classes.quiet}>ended: {row.endedReason}</span>
        ) : (
          'open'
        ),
    },
    {
      key: 'address',
      title: 'Address',
      width: '160px',
      cell: (row) => <MiddleCut text={row.address ?? 'not known'} />,
    },
    {
      key: 'agent',
      title: 'Browser',
      cell: (row) => <span title={row.userAgent ?? ''}>{visibleText(row.userAgent ?? 'not known')}</span>,
    },
    { key: 'created', title: 'Signed in', width: '176px', cell: (row) => <TimeText iso={row.createdAt} seconds /> },
    { key: 'seen', title: 'Last seen', width: '176px', cell: (row) => <TimeText iso={row.lastSeenAt} seconds /> },
    { key: 'expires', title: 'Ends at', width: '176px', cell: (row) => <TimeText iso={row.expiresAt} seconds /> },
    {
      key: 'end',
      title: '',
      width: '120px',
      cell: (row) =>
        row.endedAt || row.current ? null : (
          <Button variant="default" size="compact-xs" onClick={() => end.mutate({ sessionId: row.id })}>
            End session
          </Button>
        ),
    },
  ];
  return (
    <Section title="Sessions" hint="This one ends by Sign out in the menu.">
      {list.isPending ? <Pending what="your sessions" lines={3} /> : null}
      {list.error ? <ProblemPanel error={list.error} what="Your sessions" onRetry={() => void list.refetch()} /> : null}
      {end.error ? <ProblemPanel error={end.error} what="Ending the session" /> : null}
      {list.data ? (
        <DenseTable
          label="Sessions"
          columns={columns}
          rows={list.data.items}
          rowKey={(row) => row.id}
          minWidth="1100px"
        />
      ) : null}
    </Section>
  );
}
