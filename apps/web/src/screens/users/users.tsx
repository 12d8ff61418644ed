'use client';

import { Button, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { StatePanel } from '@virga/ui';
import { useState } from 'react';
import { useMe } from '../home/use-me.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Section } from '../tables/section.tsx';
import { CreateUser } from './create-user.tsx';
import { useUsers } from './use-users.ts';
import { UserTable } from './user-table.tsx';
import classes from './users.module.css';

/** Admin: who may sign in, as what, and with which factor. */
export function Users() {
  const { me, may } = useMe();
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), 250);
  const [isCreating, setCreating] = useState(false);
  const users = useUsers(wanted);
  const rows = users.data?.pages.flatMap((page) => page.items) ?? [];
  const canManage = may('user:manage');
  return (
    <div className={classes.page}>
      <Section
        title="Users"
        hint="Deny by default: a role says what is possible, membership says in which case."
        actions={canManage ? <Button onClick={() => setCreating(true)}>Create user</Button> : undefined}
      >
        <div className={classes.filter}>
          <TextInput
            aria-label="Find by name or email"
            placeholder="Find by name or email"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </div>
        {users.isPending ? <Pending what="users" /> : null}
        {users.error ? (
          <ProblemPanel error={users.error} what="The list of users" onRetry={() => void users.refetch()} />
        ) : null}
        {users.isSuccess && rows.length === 0 ? (
          <StatePanel state="none found" title={`No user has “${wanted}” in name or email`}>
            Shorten what you look for.
          </StatePanel>
        ) : null}
        {rows.length > 0 ? (
          <UserTable
            rows={rows}
            ownId={me?.user.id ?? null}
            footer={`${rows.length} users · ${users.hasNextPage ? 'more are there' : 'complete'}`}
          />
        ) : null}
        {users.hasNextPage ? (
          <Button
            m={16}
            variant="default"
            loading={users.isFetchingNextPage}
            onClick={() => void users.fetchNextPage()}
          >
            Show more users
          </Button>
        ) : null}
      </Section>
      <CreateUser opened={isCreating} onClose={() => setCreating(false)} />
    </div>
  );
}
