'use client';

import { Button } from '@mantine/core';
import { StatePanel } from '@virga/ui';
import { useState } from 'react';
import { useMe } from '../home/use-me.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Section } from '../tables/section.tsx';
import { AccountTable } from './account-table.tsx';
import classes from './accounts.module.css';
import { RegisterAccount } from './register-account.tsx';
import { useAccounts } from './use-accounts.ts';

/** Cloud accounts: who we are there, what is missing, which cases they serve. */
export function Accounts() {
  const { may } = useMe();
  const accounts = useAccounts();
  const [isRegistering, setRegistering] = useState(false);
  const rows = accounts.data?.items ?? [];
  const canManage = may('account:manage');
  const register = canManage ? <Button onClick={() => setRegistering(true)}>Register account</Button> : null;
  return (
    <div className={classes.page}>
      <Section
        title="Cloud accounts"
        hint="Each with four grants; a missing one disables what needs it."
        actions={rows.length > 0 ? register : undefined}
      >
        {accounts.isPending ? <Pending what="cloud accounts" /> : null}
        {accounts.error ? (
          <ProblemPanel error={accounts.error} what="The list of accounts" onRetry={() => void accounts.refetch()} />
        ) : null}
        {accounts.isSuccess && rows.length === 0 ? (
          <StatePanel
            state="none found"
            title={canManage ? 'No cloud account is registered' : 'No cloud account is granted to your cases'}
            action={register}
          >
            {canManage
              ? 'Register one with its account id; its row then has the template of the roles with our ExternalId.'
              : 'An admin registers accounts and grants them to cases.'}
          </StatePanel>
        ) : null}
        {rows.length > 0 ? <AccountTable rows={rows} canManage={canManage} /> : null}
      </Section>
      <RegisterAccount opened={isRegistering} accounts={rows} onClose={() => setRegistering(false)} />
    </div>
  );
}
