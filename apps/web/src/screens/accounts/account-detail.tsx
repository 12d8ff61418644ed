'use client';

import { Tabs } from '@mantine/core';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { AccountCases } from './account-cases.tsx';
import { AccountMembers } from './account-members.tsx';
import { AccountRoles } from './account-roles.tsx';
import type { AccountRow } from './account-types.ts';
import classes from './accounts.module.css';
import { ConnectionTests } from './connection-tests.tsx';
import { TemplateView } from './template-view.tsx';
import { useAccount } from './use-accounts.ts';

export interface AccountDetailViewProps {
  accountId: string;
  accounts: readonly AccountRow[];
  canManage: boolean;
}

/** What an account's row opens to. Who may not manage sees its template and members only. */
export function AccountDetailView({ accountId, accounts, canManage }: AccountDetailViewProps) {
  const account = useAccount(accountId);
  if (account.isPending) return <Pending what="the account" lines={4} />;
  if (account.error)
    return <ProblemPanel error={account.error} what="The account" onRetry={() => void account.refetch()} />;
  const { data } = account;
  const management = canManage ? data.management : null;
  return (
    <Tabs className={classes.detail} defaultValue={management ? 'test' : 'template'} keepMounted={false}>
      <Tabs.List>
        {management ? <Tabs.Tab value="test">Connection test</Tabs.Tab> : null}
        <Tabs.Tab value="template">Template</Tabs.Tab>
        {management ? <Tabs.Tab value="roles">Roles and credentials</Tabs.Tab> : null}
        {management ? (
          <Tabs.Tab value="cases">Cases {management.cases.filter((one) => one.grantedAt).length}</Tabs.Tab>
        ) : null}
        {data.kind === 'organization' ? <Tabs.Tab value="members">Members {data.members.length}</Tabs.Tab> : null}
      </Tabs.List>
      <div className={classes.panel}>
        <Tabs.Panel value="template">
          <TemplateView accountId={accountId} externalId={management?.externalId ?? null} />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <AccountMembers members={data.members} />
        </Tabs.Panel>
        {management ? (
          <>
            <Tabs.Panel value="test">
              <ConnectionTests accountId={accountId} tests={management.tests} />
            </Tabs.Panel>
            <Tabs.Panel value="roles">
              <AccountRoles account={data} management={management} accounts={accounts} />
            </Tabs.Panel>
            <Tabs.Panel value="cases">
              <AccountCases accountId={accountId} cases={management.cases} />
            </Tabs.Panel>
          </>
        ) : null}
      </div>
    </Tabs>
  );
}
