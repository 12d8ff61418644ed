'use client';

import { useQuery } from '@tanstack/react-query';
import { StatePanel } from '@virga/ui';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { AcquisitionLine } from './acquisition-line.tsx';
import classes from './acquisition-list.module.css';
import { worstLedgers } from './done-words.ts';
import { isOver } from './progress-words.ts';

/** Every acquisition of the case, newest first, each one line; live events refresh it, a slow poll stands behind them. */
export function AcquisitionList({ caseId, mayAct }: { caseId: string; mayAct: boolean }) {
  const list = useQuery({
    ...api.acquisitions.list.queryOptions({ input: { caseId, limit: 200 } }),
    refetchInterval: (query) => (query.state.data?.items.some((row) => !isOver(row.state)) ? 5000 : false),
  });
  const items = useQuery(api.evidence.list.queryOptions({ input: { caseId, limit: 500 } }));
  const ledgers = worstLedgers(items.data?.items ?? []);
  if (list.isPending) return <Pending what="the acquisitions" lines={4} />;
  if (list.error)
    return <ProblemPanel error={list.error} what="The acquisitions" onRetry={() => void list.refetch()} />;
  if (list.data.items.length === 0)
    return (
      <StatePanel state="not asked" title="Nothing was collected for this case yet">
        Collect from an account, or drop files above. What evaporates first stands on the Overview.
      </StatePanel>
    );
  return (
    <ul className={classes.list} aria-label="Acquisitions">
      {list.data.items.map((row) => (
        <AcquisitionLine key={row.id} row={row} ledger={ledgers.get(row.id) ?? null} mayAct={mayAct} />
      ))}
    </ul>
  );
}
