'use client';

import Link from 'next/link';
import { useMe } from '../home/use-me.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Section } from '../tables/section.tsx';
import { AccountDetailView } from './account-detail.tsx';
import classes from './accounts.module.css';
import { useAccounts } from './use-accounts.ts';

/** One account by its address: where links from Home and from failed acquisitions lead. */
export function OneAccount({ accountId }: { accountId: string }) {
  const { may } = useMe();
  const accounts = useAccounts();
  if (accounts.isPending) return <Pending what="the account" />;
  if (accounts.error)
    return <ProblemPanel error={accounts.error} what="The account" onRetry={() => void accounts.refetch()} />;
  const row = accounts.data.items.find((one) => one.id === accountId);
  return (
    <Section
      title={row ? `${row.name} (${row.externalAccountId})` : 'Cloud account'}
      hint={row?.staged ? 'Range: staged data, no real account' : undefined}
      actions={<Link href="/admin/accounts">All accounts</Link>}
    >
      <div className={classes.alone}>
        <AccountDetailView accountId={accountId} accounts={accounts.data.items} canManage={may('account:manage')} />
      </div>
    </Section>
  );
}
