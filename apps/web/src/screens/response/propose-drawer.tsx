'use client';

import { Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { type Prefilled, ProposeForm } from './propose-form.tsx';

export interface ProposeDrawerProps {
  caseId: string;
  opened: boolean;
  given: Prefilled;
  onClose(): void;
  onDrafted(actionId: string): void;
}

/** What to contain and where; drafting changes nothing, it only asks a worker for the plan. */
export function ProposeDrawer({ caseId, opened, given, onClose, onDrafted }: ProposeDrawerProps) {
  const catalog = useQuery(api.catalog.get.queryOptions());
  const accounts = useQuery(api.scope.accounts.queryOptions({ input: { caseId } }));
  const inventory = useQuery({
    ...api.scope.inventory.queryOptions({ input: { caseId, presence: 'live', limit: 500 } }),
    enabled: opened,
  });
  const error = catalog.error ?? accounts.error;
  return (
    <Drawer opened={opened} onClose={onClose} position="right" size={560} title="Propose containment">
      {error ? <ProblemPanel error={error} what="The form" onRetry={() => void accounts.refetch()} /> : null}
      {!error && !(catalog.data && accounts.data) ? <Pending what="actions and accounts" /> : null}
      {opened && catalog.data && accounts.data ? (
        <ProposeForm
          caseId={caseId}
          actions={catalog.data.actions}
          accounts={accounts.data.items}
          inventory={inventory.data?.items ?? []}
          given={given}
          onDrafted={onDrafted}
        />
      ) : null}
    </Drawer>
  );
}
