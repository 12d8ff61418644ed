'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { countText } from '@virga/ui';
import { useEffect, useRef, useState } from 'react';
import classes from './audit.module.css';
import { AuditDetail } from './audit-detail.tsx';
import type { AuditRow } from './audit-filter.ts';
import { AuditLine } from './audit-line.tsx';

export interface AuditTableProps {
  rows: readonly AuditRow[];
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore(): void;
}

const titles = ['Time UTC', 'Who', 'Outcome', 'Action', 'On', 'Permission', 'Address'] as const;

/** Virtual list: any number of rows, asks for the next page near its end; a row opens in place. */
export function AuditTable({ rows, hasMore, isLoadingMore, onMore }: AuditTableProps) {
  const scroll = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => 28,
    overscan: 20,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const lines = list.getVirtualItems();
  const last = lines.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - 30) onMore();
  }, [hasMore, isLoadingMore, last, rows.length, onMore]);
  return (
    <>
      <div ref={scroll} className={classes.scroll}>
        {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by the virtual list, which a table cannot do */}
        <div role="table" aria-label="Audit log" aria-rowcount={hasMore ? -1 : rows.length} className={classes.table}>
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          <div role="row" tabIndex={-1} className={classes.head}>
            {titles.map((title) => (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <span key={title} role="columnheader" tabIndex={-1}>
                {title}
              </span>
            ))}
          </div>
          {/* biome-ignore lint/a11y/useSemanticElements: see above */}
          <div role="rowgroup" className={classes.body} style={{ height: list.getTotalSize() }}>
            {lines.map((line) => {
              const row = rows[line.index]!;
              return (
                <div
                  key={line.key}
                  ref={list.measureElement}
                  data-index={line.index}
                  role="presentation"
                  className={classes.placed}
                  style={{ transform: `translateY(${line.start}px)` }}
                >
                  <AuditLine
                    row={row}
                    position={line.index + 1}
                    isOpen={open === row.id}
                    onToggle={() => setOpen(open === row.id ? null : row.id)}
                  />
                  {open === row.id ? <AuditDetail row={row} /> : null}
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <p className={classes.footer} role="status">
        {countText(rows.length)} rows read ·{' '}
        {isLoadingMore ? 'reading more' : hasMore ? 'older ones follow' : 'complete'}
      </p>
    </>
  );
}
