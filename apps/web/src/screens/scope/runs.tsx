'use client';

import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { StatePanel } from '@virga/ui';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { RunLine } from './run-line.tsx';
import classes from './scope.module.css';

/** Per account: the newest inventory run, what answered and what did not, and the button to ask again. */
export function Runs({ caseId, mayRefresh }: { caseId: string; mayRefresh: boolean }) {
  const queries = useQueryClient();
  const accounts = useQuery(api.scope.accounts.queryOptions({ input: { caseId } }));
  const runs = useQuery({
    ...api.scope.runs.queryOptions({ input: { caseId } }),
    refetchInterval: (query) =>
      query.state.data?.items.some((run) => run.state === 'queued' || run.state === 'running') ? 3000 : false,
  });
  const refresh = useMutation(
    api.scope.refresh.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.scope.key() }),
    }),
  );
  const error = accounts.error ?? runs.error;
  if (error) return <ProblemPanel error={error} what="Inventory runs" onRetry={() => void runs.refetch()} />;
  if (!accounts.data || !runs.data) return <Pending what="inventory runs" lines={3} />;
  if (accounts.data.items.length === 0)
    return (
      <StatePanel state="not enabled" title="No cloud account is granted to this case">
        An admin grants accounts on the Accounts screen; then the inventory asks them what there is.
      </StatePanel>
    );
  return (
    <ul className={classes.runs} aria-label="Inventory runs">
      {accounts.data.items.map((account) => {
        const run = runs.data.items.find((one) => one.accountId === account.id) ?? null;
        const isBusy = run?.state === 'queued' || run?.state === 'running';
        return (
          <li key={account.id} className={classes.run}>
            <div className={classes.runHead}>
              <span className={classes.name}>{account.name}</span>
              <code>{account.externalAccountId}</code>
              {mayRefresh ? (
                <Button
                  variant="default"
                  size="compact-xs"
                  disabled={isBusy}
                  aria-label={`Refresh the inventory of ${account.name}`}
                  onClick={() => refresh.mutate({ caseId, accountId: account.id })}
                >
                  {run ? 'Refresh' : 'Take inventory'}
                </Button>
              ) : null}
            </div>
            <RunLine run={run} />
          </li>
        );
      })}
      {refresh.error ? (
        <li className={classes.bad} role="alert">
          {refresh.error.message}
        </li>
      ) : null}
    </ul>
  );
}
