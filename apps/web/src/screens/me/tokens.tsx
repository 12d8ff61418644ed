'use client';

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Permission } from '@virga/domain';
import { StatePanel, TimeText } from '@virga/ui';
import { useState } from 'react';
import type { z } from 'zod';
import { api } from '../../contract/client.ts';
import type { tokenRow } from '../../contract/tokens.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { Section } from '../tables/section.tsx';
import { CreateToken } from './create-token.tsx';
import classes from './me.module.css';

type Row = z.output<typeof tokenRow>;

/** API tokens: never more than their owner has, for named cases, at most 90 days. */
export function Tokens({ own }: { own: readonly Permission[] }) {
  const queries = useQueryClient();
  const [isCreating, setCreating] = useState(false);
  const list = useQuery(api.tokens.list.queryOptions());
  const revoke = useMutation(
    api.tokens.revoke.mutationOptions({ onSuccess: () => queries.invalidateQueries({ queryKey: api.tokens.key() }) }),
  );
  const columns: Column<Row>[] = [
    { key: 'name', title: 'Name', cell: (row) => row.name },
    {
      key: 'state',
      title: 'State',
      width: '96px',
      cell: (row) => (row.revokedAt ? 'revoked' : Date.parse(row.expiresAt) < Date.now() ? 'expired' : 'in force'),
    },
    {
      key: 'permissions',
      title: 'Permissions',
      width: '30%',
      cell: (row) => <span title={row.permissions.join('\n')}>{row.permissions.join(', ')}</span>,
    },
    { key: 'cases', title: 'Cases', width: '72px', align: 'right', cell: (row) => row.caseIds.length },
    { key: 'created', title: 'Made', width: '168px', cell: (row) => <TimeText iso={row.createdAt} seconds /> },
    { key: 'expires', title: 'Ends at', width: '168px', cell: (row) => <TimeText iso={row.expiresAt} seconds /> },
    {
      key: 'used',
      title: 'Last used',
      width: '168px',
      cell: (row) =>
        row.lastUsedAt ? <TimeText iso={row.lastUsedAt} seconds /> : <span className={classes.quiet}>never</span>,
    },
    {
      key: 'revoke',
      title: '',
      width: '96px',
      cell: (row) =>
        row.revokedAt ? null : (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={`Revoke ${row.name}`}
            onClick={() => revoke.mutate({ tokenId: row.id })}
          >
            Revoke
          </Button>
        ),
    },
  ];
  return (
    <Section
      title="API tokens"
      hint="For scripts and the command virga. A token has a part of your permissions, for named cases."
      actions={
        <Button variant="default" onClick={() => setCreating(true)}>
          Make a token
        </Button>
      }
    >
      {list.isPending ? <Pending what="your tokens" lines={3} /> : null}
      {list.error ? <ProblemPanel error={list.error} what="Your tokens" onRetry={() => void list.refetch()} /> : null}
      {revoke.error ? <ProblemPanel error={revoke.error} what="Revoking" /> : null}
      {list.data?.items.length === 0 ? <StatePanel state="none found" title="You have made no token" /> : null}
      {list.data && list.data.items.length > 0 ? (
        <DenseTable
          label="API tokens"
          columns={columns}
          rows={list.data.items}
          rowKey={(row) => row.id}
          minWidth="1200px"
        />
      ) : null}
      <CreateToken own={own} opened={isCreating} onClose={() => setCreating(false)} />
    </Section>
  );
}
