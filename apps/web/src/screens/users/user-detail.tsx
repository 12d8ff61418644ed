'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { OneTimePassword } from './one-time-password.tsx';
import { roleChoices, roleOf } from './role-choices.ts';
import { useRefreshUsers } from './use-users.ts';
import { UserSessions } from './user-sessions.tsx';
import type { UserRow } from './user-types.ts';
import classes from './users.module.css';

/** Role, password, sessions and access of one user; every step asks for the admin's password. */
export function UserDetail({ user, isOneself }: { user: UserRow; isOneself: boolean }) {
  const refresh = useRefreshUsers();
  const [role, setRole] = useState(user.role);
  const [reason, setReason] = useState('');
  const userId = user.id;
  const changeRole = useConfirmedMutation(() => client.users.update({ userId, role }), refresh);
  const disable = useConfirmedMutation(() => client.users.update({ userId, disabled: !user.disabledAt }), refresh);
  const reset = useConfirmedMutation(() => client.users.resetPassword({ userId, reason: reason.trim() }), refresh);
  const error = changeRole.error ?? disable.error ?? reset.error;
  return (
    <div className={classes.parts}>
      <div className={classes.row}>
        <Select
          label="Role"
          description={roleChoices.find((choice) => choice.value === role)?.meaning}
          allowDeselect={false}
          data={roleChoices.map(({ value, label }) => ({ value, label }))}
          value={role}
          onChange={(value) => setRole(roleOf(value) ?? role)}
        />
        <Button
          variant="default"
          disabled={role === user.role}
          loading={changeRole.isPending}
          onClick={() => changeRole.mutate()}
        >
          Change role
        </Button>
      </div>
      {user.signsInWith === 'openid' ? null : (
        <div className={classes.row}>
          <TextInput
            label="Reason for a new password"
            description="The members of their cases see it."
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button
            variant="default"
            disabled={reason.trim() === ''}
            loading={reset.isPending}
            onClick={() => reset.mutate()}
          >
            Reset password
          </Button>
        </div>
      )}
      {reset.data ? <OneTimePassword email={user.email} password={reset.data.oneTimePassword} /> : null}
      {error ? (
        <p className={classes.error} role="alert">
          {error.message}
        </p>
      ) : null}
      <UserSessions userId={userId} name={user.name} />
      {isOneself ? (
        <p className={classes.quiet}>This is you: another admin disables you.</p>
      ) : (
        <div className={classes.row}>
          <Button
            className={classes.apart}
            variant={user.disabledAt ? 'default' : 'outline'}
            color={user.disabledAt ? undefined : 'danger'}
            loading={disable.isPending}
            onClick={() => disable.mutate()}
          >
            {user.disabledAt ? `Enable ${user.name}` : `Disable ${user.name}`}
          </Button>
        </div>
      )}
    </div>
  );
}
