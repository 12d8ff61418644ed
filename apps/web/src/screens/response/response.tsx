'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { StatePanel } from '@virga/ui';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { useMe } from '../home/use-me.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { ActionList } from './action-list.tsx';
import { ActionView } from './action-view.tsx';
import { ProposeDrawer } from './propose-drawer.tsx';
import type { Prefilled } from './propose-form.tsx';
import classes from './response.module.css';

export interface ResponseProps {
  caseId: string;
  /** Of the address: which action is open. */
  actionId: string | null;
  /** Of the address: what Scope or a detection wants contained; opens the drawer. */
  given: Prefilled;
}

/** Response tab: what was, is and may be contained; the open action beside the list. */
export function Response({ caseId, actionId, given }: ResponseProps) {
  const router = useRouter();
  const { me } = useMe();
  const [isProposing, setProposing] = useState(given.kind !== null || given.target !== null);
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId } }));
  const accounts = useQuery(api.scope.accounts.queryOptions({ input: { caseId } }));
  const actions = useQuery({
    ...api.actions.list.queryOptions({ input: { caseId, limit: 200 } }),
    refetchInterval: (query) => (query.state.data?.items.some((row) => row.running) ? 3000 : false),
  });
  if (actions.isPending || one.isPending) return <Pending what="containment actions" />;
  if (actions.error)
    return <ProblemPanel error={actions.error} what="Containment" onRetry={() => void actions.refetch()} />;
  const rows = actions.data.items;
  const may = one.data?.may ?? [];
  const isProposer = may.includes('action:propose') && one.data?.status === 'open';
  const chosen = actionId ?? rows[0]?.id ?? null;
  const open = (id: string) => {
    setProposing(false);
    router.push(`/cases/${caseId}/response?action=${id}`);
  };
  const propose = isProposer ? (
    <Button variant={rows.length === 0 ? 'filled' : 'default'} onClick={() => setProposing(true)}>
      Propose containment
    </Button>
  ) : null;
  return (
    <>
      {rows.length === 0 ? (
        <StatePanel state="none found" title="Nothing was contained in this case" action={propose}>
          An action keeps its target from being destroyed, then cuts the attacker off. Drafting one shows the exact
          change and who else is hit; a second person approves it, and undo restores what was recorded.
        </StatePanel>
      ) : (
        <div className={classes.layout}>
          <aside className={classes.side}>
            <div className={classes.sideHead}>
              <h2 className={classes.title}>Containment</h2>
              <span className={classes.push}>{propose}</span>
            </div>
            <ActionList
              caseId={caseId}
              rows={rows}
              chosen={chosen}
              accountName={(id) => accounts.data?.items.find((row) => row.id === id)?.name ?? 'account not granted now'}
            />
          </aside>
          <div className={classes.view}>
            {chosen && me ? (
              <ActionView key={chosen} caseId={caseId} actionId={chosen} may={may} userId={me.user.id} />
            ) : null}
          </div>
        </div>
      )}
      <ProposeDrawer
        caseId={caseId}
        opened={isProposing && isProposer}
        given={given}
        onClose={() => setProposing(false)}
        onDrafted={open}
      />
    </>
  );
}
