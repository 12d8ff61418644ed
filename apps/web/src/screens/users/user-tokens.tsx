'use client';

import { Button } from '@mantine/core';
import { visibleText } from '@virga/domain';
import { StatePanel, TimeText } from '@virga/ui';
import type { z } from 'zod';
import { client } from '../../contract/client.ts';
import type { tokenRow } from '../../contract/tokens.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { useConfirmedList } from './use-confirmed-list.ts';
import { useRefreshUsers } from './use-users.ts';
import classes from './users.module.css';

type Token = z.output<typeof tokenRow>;

const stateOf = (token: Token) =>
  token.revokedAt ? 'revoked' : Date.parse(token.expiresAt) < Date.now() ? 'expired' : '✓ in force';

const columns: Column<Token>[] = [
  { key: 'name', title: 'Name', width: '20%', cell: (row) => visibleText(row.name) },
  { key: 'state', title: 'State', width: '96px', cell: stateOf },
  {
    key: 'permissions',
    title: 'Permissions',
    cell: (row) => <span title={row.permissions.join('\n')}>{row.permissions.join(', ')}</span>,
  },
  { key: 'cases', title: 'Cases', width: '64px', align: 'right', cell: (row) => row.caseIds.length },
  { key: 'expires', title: 'Ends at', width: '180px', cell: (row) => <TimeText iso={row.expiresAt} seconds /> },
  {
    key: 'used',
    title: 'Last used',
    width: '180px',
    cell: (row) => (row.lastUsedAt ? <TimeText iso={row.lastUsedAt} seconds /> : 'never'),
  },
];

/** API tokens of one user, never their text. Reading them asks for the admin's password, so it is a step of its own. */
export function UserTokens({ userId, name }: { userId: string; name: string }) {
  const tokens = useConfirmedList(() => client.users.tokens({ userId }));
  const refresh = useRefreshUsers();
  const revoke = useConfirmedMutation(
    (tokenId: string) => client.users.revokeToken({ userId, tokenId }),
    async () => {
      tokens.read();
      await refresh();
    },
  );
  const withRevoke: Column<Token>[] = [
    ...columns,
    {
      key: 'revoke',
      title: '',
      width: '88px',
      cell: (row) =>
        row.revokedAt ? null : (
          <Button
            variant="default"
            size="compact-xs"
            aria-label={`Revoke ${row.name}`}
            onClick={() => revoke.mutate(row.id)}
          >
            Revoke
          </Button>
        ),
    },
  ];
  return (
    <div className={classes.parts}>
      {tokens.rows === null ? (
        <div className={classes.row}>
          <Button variant="default" loading={tokens.isPending} onClick={tokens.read}>
            Show tokens
          </Button>
        </div>
      ) : null}
      {(tokens.error ?? revoke.error) ? (
        <p className={classes.error} role="alert">
          {(tokens.error ?? revoke.error)?.message}
        </p>
      ) : null}
      {tokens.rows?.length === 0 ? <StatePanel state="none found" title={`${name} has made no token`} /> : null}
      {tokens.rows && tokens.rows.length > 0 ? (
        <DenseTable label={`Tokens of ${name}`} columns={withRevoke} rows={tokens.rows} rowKey={(row) => row.id} />
      ) : null}
    </div>
  );
}
