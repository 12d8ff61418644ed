'use client';

import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { OneTimePassword } from './one-time-password.tsx';
import { useRefreshUsers } from './use-users.ts';
import type { UserRow } from './user-types.ts';
import classes from './users.module.css';

/** A new one-time password, or no second factor any more. Both want a reason: the members of the person's cases read it. */
export function UserAccess({ user }: { user: UserRow }) {
  const refresh = useRefreshUsers();
  const [reason, setReason] = useState('');
  const input = { userId: user.id, reason: reason.trim() };
  const password = useConfirmedMutation(() => client.users.resetPassword(input), refresh);
  const factor = useConfirmedMutation(() => client.users.resetSecondFactor(input), refresh);
  const error = password.error ?? factor.error;
  if (user.signsInWith === 'openid')
    return <p className={classes.quiet}>Password and second factor of {user.name} are the identity provider's.</p>;
  return (
    <div className={classes.parts}>
      <TextInput
        className={classes.reason}
        label="Reason"
        description={`Whoever shares a case with ${user.name} is told at once and reads it beside the name.`}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={classes.row}>
        <Button
          variant="default"
          disabled={input.reason === ''}
          loading={password.isPending}
          onClick={() => password.mutate(undefined)}
        >
          Reset password
        </Button>
        <Button
          variant="default"
          disabled={input.reason === '' || !user.hasSecondFactor}
          loading={factor.isPending}
          onClick={() => factor.mutate(undefined)}
        >
          Reset second factor
        </Button>
        <span className={classes.quiet}>
          Either ends every session. A new password leaves the factor in force; it also revokes the tokens.
        </span>
      </div>
      {password.data ? <OneTimePassword email={user.email} password={password.data.oneTimePassword} /> : null}
      {factor.data ? (
        <p className={classes.prose} role="status">
          The second factor of {user.name} is gone; where the role needs one, the next sign-in sets a new one.
        </p>
      ) : null}
      {error ? (
        <p className={classes.error} role="alert">
          {error.message}
        </p>
      ) : null}
    </div>
  );
}
