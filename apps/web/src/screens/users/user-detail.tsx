'use client';

import { Tabs } from '@mantine/core';
import { UserAccess } from './user-access.tsx';
import { UserRole } from './user-role.tsx';
import { UserSessions } from './user-sessions.tsx';
import { UserTokens } from './user-tokens.tsx';
import type { UserRow } from './user-types.ts';
import classes from './users.module.css';

/** Role, way in, sessions and tokens of one user; every step asks for the admin's password. */
export function UserDetail({ user, isOneself }: { user: UserRow; isOneself: boolean }) {
  return (
    <Tabs className={classes.detail} defaultValue="role" keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="role">Role</Tabs.Tab>
        <Tabs.Tab value="access">Password and factor</Tabs.Tab>
        <Tabs.Tab value="sessions">Sessions {user.openSessions}</Tabs.Tab>
        <Tabs.Tab value="tokens">Tokens {user.tokens}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="role" className={classes.panel}>
        <UserRole user={user} isOneself={isOneself} />
      </Tabs.Panel>
      <Tabs.Panel value="access" className={classes.panel}>
        <UserAccess user={user} />
      </Tabs.Panel>
      <Tabs.Panel value="sessions" className={classes.panel}>
        <UserSessions userId={user.id} name={user.name} />
      </Tabs.Panel>
      <Tabs.Panel value="tokens" className={classes.panel}>
        <UserTokens userId={user.id} name={user.name} />
      </Tabs.Panel>
    </Tabs>
  );
}
