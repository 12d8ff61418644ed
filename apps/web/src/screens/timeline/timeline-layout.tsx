'use client';

import { Button, VisuallyHidden } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconHelp, IconHistoryToggle } from '@tabler/icons-react';
import { StatePanel } from '@virga/ui';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { type Dialog, TimelineDialogs } from './dialogs/timeline-dialogs.tsx';
import { FacetsPanel } from './facets/facets-panel.tsx';
import { Histogram } from './histogram/histogram.tsx';
import { BulkBar } from './marks/bulk-bar.tsx';
import { CountChips } from './query/count-chips.tsx';
import { FilterChips } from './query/filter-chips.tsx';
import { QueryBar } from './query/query-bar.tsx';
import { RangeMenu } from './query/range-menu.tsx';
import type { QueryProblem } from './query/read-clauses.ts';
import { SearchesMenu } from './query/searches-menu.tsx';
import { type AnnotationWish, useTimeline } from './state/timeline-context.ts';
import { useActiveRow } from './state/use-active-row.ts';
import type { useAnnotate } from './state/use-annotate.ts';
import { useCounts } from './state/use-counts.ts';
import { useGaps } from './state/use-gaps.ts';
import { useKnownPlaces } from './state/use-known-places.ts';
import { useLetterKeys } from './state/use-letter-keys.ts';
import { useLiveRows } from './state/use-live-rows.ts';
import { usePicked } from './state/use-picked.ts';
import { useShowNew } from './state/use-show-new.ts';
import { useStart } from './state/use-start.ts';
import { useTimelineRows } from './state/use-timeline-rows.ts';
import { ColumnsMenu } from './table/columns-menu.tsx';
import { ExportMenu } from './table/export-menu.tsx';
import { Footer } from './table/footer.tsx';
import { NothingHere } from './table/nothing-here.tsx';
import { PendingRows } from './table/pending-rows.tsx';
import { TimelineTable } from './table/timeline-table.tsx';
import classes from './timeline-screen.module.css';

export interface TimelineLayoutProps {
  problem: QueryProblem | null;
  marks: ReturnType<typeof useAnnotate>;
}

/** Query on top, facets at the left, histogram over the table, where one is below. */
export function TimelineLayout({ problem, marks }: TimelineLayoutProps) {
  const { view, change, selection, annotate } = useTimeline();
  const inputRef = useRef<HTMLInputElement>(null);
  const gridRef = useRef<HTMLDivElement>(null);
  const quietRef = useRef<((direction: 1 | -1) => void) | null>(null);
  const [dialog, setDialog] = useState<Dialog>(null);
  const letters = useLetterKeys();
  const picked = usePicked();
  const start = useStart(view, selection);
  const { rows, items } = useTimelineRows(selection, view.order, start.at, problem === null && start.isKnown);
  const isAtStart = !rows.hasPreviousPage;
  const counts = useCounts(selection, view.order, { row: items[0], isAtStart }, problem === null);
  const count = counts.count.data;
  const newRows = useLiveRows(selection, count?.total ?? null);
  const showNew = useShowNew();
  const gaps = useGaps();
  const { active, setActive } = useActiveRow(items, selection, { at: start.at, order: view.order });
  const { clear } = picked;
  useEffect(() => {
    if (selection) clear();
  }, [selection, clear]);
  useHotkeys([['mod+G', () => setDialog('go to')]], []);
  const activeRow = items[active];
  const targets = picked.picked.size > 0 ? [...picked.picked] : activeRow ? [activeRow.id] : [];
  const markPicked = (wish: AnnotationWish) => {
    if (picked.isWholeQuery) marks.change.mutate({ wish, target: { selection } });
    else annotate([...picked.picked], wish);
  };
  const ask = useMemo(
    () => ({
      search: () => inputRef.current?.focus(),
      tag: () => setDialog('tag'),
      help: () => setDialog('help'),
      undo: () => marks.undo.mutate(undefined),
    }),
    [marks.undo.mutate],
  );
  const isEmpty = rows.data !== undefined && items.length === 0 && !rows.isFetching;
  const isKnownPlace = useKnownPlaces(isEmpty);
  return (
    <div className={classes.screen}>
      <VisuallyHidden component="h1">Timeline</VisuallyHidden>
      <button type="button" data-skip="events" className={classes.skip} onClick={() => gridRef.current?.focus()}>
        Skip to the events
      </button>
      <div className={classes.top}>
        <QueryBar inputRef={inputRef} />
        <CountChips count={count} />
        <RangeMenu />
        <SearchesMenu />
        <ColumnsMenu />
        <ExportMenu />
        <Button
          variant="default"
          size="xs"
          px={6}
          aria-label="Your changes"
          title="Your changes"
          onClick={() => setDialog('changes')}
        >
          <IconHistoryToggle size={16} />
        </Button>
        <Button variant="default" size="xs" px={6} aria-label="Keys" title="Keys (?)" onClick={() => setDialog('help')}>
          <IconHelp size={16} />
        </Button>
      </div>
      {problem ? null : <FilterChips />}
      <div className={classes.middle}>
        <FacetsPanel />
        <div className={classes.list}>
          <Histogram />
          {problem ? (
            <div className={classes.state}>
              <StatePanel state="failed" title="This query cannot be read, so nothing was searched">
                Change it in the field above; the place is marked there.
              </StatePanel>
            </div>
          ) : rows.error && items.length === 0 ? (
            <div className={classes.state}>
              <ProblemPanel what="The timeline" error={rows.error} onRetry={() => void rows.refetch()} />
            </div>
          ) : isEmpty ? (
            <div className={classes.state}>
              <NothingHere isComplete={count?.complete ?? true} isKnownPlace={isKnownPlace} />
            </div>
          ) : rows.data === undefined ? (
            <div className={classes.state}>
              <PendingRows />
            </div>
          ) : (
            <TimelineTable
              {...{ rows, items, picked, ask, gridRef, setActive }}
              active={active}
              firstNumber={counts.firstNumber}
              total={count?.total ?? null}
              letters={letters}
              quietRef={quietRef}
            />
          )}
          <BulkBar picked={picked} total={count?.total ?? null} onMark={markPicked} />
          <Footer
            rowNumber={counts.firstNumber === null || items.length === 0 ? null : counts.firstNumber + active}
            total={problem ? null : (count?.total ?? null)}
            picked={picked.picked.size}
            tookMs={rows.data?.pages[0]?.tookMs ?? null}
            isComplete={count?.complete ?? null}
            isKnownPlace={isKnownPlace !== false}
            isReadable={problem === null}
            gaps={gaps}
            newRows={newRows}
            onShowNew={showNew}
            onQuiet={items.length > 0 ? (direction) => quietRef.current?.(direction) : null}
            isLoading={rows.isFetching}
          />
        </div>
      </div>
      <TimelineDialogs
        {...{ dialog, setDialog, letters }}
        rows={targets.length}
        onTag={(tags) => annotate(targets, { addTags: tags })}
        onGo={(at) => change({ at, row: null })}
        onUndo={(changeId) => marks.undo.mutate(changeId)}
      />
    </div>
  );
}
