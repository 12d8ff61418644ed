'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { roleChoices, roleOf } from './role-choices.ts';
import { useRefreshUsers } from './use-users.ts';
import type { UserRow } from './user-types.ts';
import classes from './users.module.css';

/** Name and role, and the switch that keeps somebody out; a changed role ends every session. */
export function UserRole({ user, isOneself }: { user: UserRow; isOneself: boolean }) {
  const refresh = useRefreshUsers();
  const [role, setRole] = useState(user.role);
  const [name, setName] = useState(user.name);
  const userId = user.id;
  const isSame = role === user.role && name.trim() === user.name;
  const change = useConfirmedMutation(() => client.users.update({ userId, role, name: name.trim() }), refresh);
  const disable = useConfirmedMutation(() => client.users.update({ userId, disabled: !user.disabledAt }), refresh);
  return (
    <div className={classes.parts}>
      <div className={classes.row}>
        <TextInput label="Name" maxLength={200} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <Select
          label="Role"
          allowDeselect={false}
          disabled={isOneself}
          data={roleChoices.map(({ value, label }) => ({ value, label }))}
          value={role}
          onChange={(value) => setRole(roleOf(value) ?? role)}
        />
        <Button
          variant="default"
          disabled={isSame || name.trim() === ''}
          loading={change.isPending}
          onClick={() => change.mutate(undefined)}
        >
          Save name and role
        </Button>
      </div>
      <p className={classes.quiet}>
        {roleChoices.find((choice) => choice.value === role)?.meaning} Another role ends every session of {user.name}.
      </p>
      <Fault error={change.error ?? disable.error} />
      {isOneself ? (
        <p className={classes.quiet}>This is you: another admin changes your role or disables you.</p>
      ) : (
        <div className={classes.row}>
          <span className={classes.quiet}>
            {user.disabledAt
              ? 'Disabled: no sign-in, no session, no token. What they wrote stays.'
              : 'Disabling ends every session and revokes every token; what they wrote stays.'}
          </span>
          <Button
            className={classes.apart}
            variant={user.disabledAt ? 'default' : 'outline'}
            color={user.disabledAt ? undefined : 'danger'}
            loading={disable.isPending}
            onClick={() => disable.mutate(undefined)}
          >
            {user.disabledAt ? `Enable ${user.name}` : `Disable ${user.name}`}
          </Button>
        </div>
      )}
    </div>
  );
}

function Fault({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <p className={classes.error} role="alert">
      {error.message}
    </p>
  );
}
