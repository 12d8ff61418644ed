'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { StatePanel } from '@virga/ui';
import { useCallback, useEffect, useState } from 'react';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import classes from './audit.module.css';
import { AuditExport } from './audit-export.tsx';
import { type AuditFilter, addressOfFilter, filterOfAddress, noFilter, readFilter } from './audit-filter.ts';
import { AuditFilters } from './audit-filters.tsx';
import { AuditState } from './audit-state.tsx';
import { AuditTable } from './audit-table.tsx';
import { useAudit } from './use-audit.ts';

/** Admin: who did what, what was refused. Rows are never changed or removed. */
export function Audit() {
  const [filter, setFilter] = useState(noFilter);
  useEffect(() => setFilter(filterOfAddress(window.location.search)), []);
  const change = (next: AuditFilter) => {
    setFilter(next);
    window.history.replaceState(null, '', `${window.location.pathname}${addressOfFilter(next)}`);
  };
  const [wanted] = useDebouncedValue(filter, 300);
  const { faults } = readFilter(filter);
  const audit = useAudit(readFilter(wanted).input);
  const rows = audit.data?.pages.flatMap((page) => page.items) ?? [];
  const { fetchNextPage } = audit;
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <div className={classes.heading}>
          <h1 className={classes.title}>Audit log</h1>
          <AuditExport input={readFilter(wanted).input} />
        </div>
        <AuditState />
        <AuditFilters filter={filter} faults={faults} onChange={change} />
      </div>
      {audit.isPending ? <Pending what="the audit log" lines={10} /> : null}
      {audit.error ? (
        <ProblemPanel error={audit.error} what="The audit log" onRetry={() => void audit.refetch()} />
      ) : null}
      {audit.isSuccess && rows.length === 0 ? (
        <StatePanel state="none found" title="No row fits these filters">
          Clear a filter or widen the time. Every decision leaves a row; none is ever removed.
        </StatePanel>
      ) : null}
      {rows.length > 0 ? (
        <AuditTable rows={rows} hasMore={audit.hasNextPage} isLoadingMore={audit.isFetchingNextPage} onMore={more} />
      ) : null}
    </div>
  );
}
