'use client';

import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import { EnrolFactor } from '../me/enrol-factor.tsx';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import classes from './sign-in.module.css';

/** A lead or admin outside the range: nothing else opens until the factor is in force. */
export function FirstFactor() {
  const me = useQuery(api.session.me.queryOptions());
  const signOut = useMutation(api.session.end.mutationOptions({ onSettled: () => window.location.assign('/sign-in') }));
  return (
    <main className={classes.page}>
      <div className={classes.wide}>
        <h1 className={classes.title}>Set up your second factor</h1>
        <p className={classes.lead}>
          {me.data ? `As ${me.data.user.role} you` : 'You'} approve containment or keep the keys of cloud accounts. A
          stolen password alone must not be enough for that: a code of your authenticator app is asked at every sign-in.
          Until it is in force nothing else opens.
        </p>
        {me.isPending ? <Pending what="your account" lines={3} /> : null}
        {me.error ? <ProblemPanel error={me.error} what="Your account" onRetry={() => void me.refetch()} /> : null}
        {me.data ? <EnrolFactor begin="Show the secret" isPrimary onDone={() => window.location.assign('/')} /> : null}
        <p className={classes.foot}>
          <Button variant="subtle" size="compact-sm" onClick={() => signOut.mutate({})}>
            Sign out
          </Button>
        </p>
      </div>
    </main>
  );
}
