// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows by transform; table elements cannot be placed so, the ARIA roles say the same
'use client';

import { useElementSize, useMergedRef } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type MouseEvent, type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { DetailRow } from '../detail/detail-row.tsx';
import { linesOf } from '../state/lines-of.ts';
import { nextQuiet } from '../state/next-quiet.ts';
import { useTimeline } from '../state/timeline-context.ts';
import { useColumns } from '../state/use-columns.ts';
import type { LetterKeys } from '../state/use-letter-keys.ts';
import type { Picked } from '../state/use-picked.ts';
import type { useTimelineRows } from '../state/use-timeline-rows.ts';
import { BetweenLine } from './between-line.tsx';
import { CellActions } from './cell-actions.tsx';
import { DetailLine } from './detail-line.tsx';
import { RowLine } from './row-line.tsx';
import classes from './table.module.css';
import { TableHeader } from './table-header.tsx';
import { useHoveredCell } from './use-hovered-cell.ts';
import { headerHeight, rowHeight, useLineWindow } from './use-line-window.ts';
import { type TableKeysOptions, useTableKeys } from './use-table-keys.ts';

export interface TimelineTableProps {
  rows: ReturnType<typeof useTimelineRows>['rows'];
  items: readonly TimelineRowJson[];
  /** Place of the first loaded row in the whole selection, from 1. */
  firstNumber: number | null;
  total: number | null;
  active: number;
  setActive(index: number): void;
  picked: Picked;
  letters: LetterKeys;
  /** Tells where the next silence is, when the footer's buttons ask. */
  quietRef: RefObject<((direction: 1 | -1) => void) | null>;
  ask: TableKeysOptions['ask'];
  gridRef: RefObject<HTMLDivElement | null>;
}

/** Pixels: on a tall screen 60 % of it would be an empty acre below the fields. */
const mostDetail = 520;

/** The dense table: an ARIA grid over a window of lines, loading by key in both directions while one scrolls. */
export function TimelineTable(props: TimelineTableProps) {
  const { rows, items, firstNumber, total, active, setActive, picked, letters, ask, gridRef, quietRef } = props;
  const scope = useTimeline();
  const { view, change, hits } = scope;
  const layout = useColumns();
  const { ref: sizeRef, width, height } = useElementSize<HTMLDivElement>();
  const scroller = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(sizeRef, scroller, gridRef);
  const lines = useMemo(() => linesOf(items, view.row), [items, view.row]);
  const search = `${scope.selection.query}\n${view.from}\n${view.until}\n${view.order}\n${view.at}`;
  const detailHeight = Math.max(160, Math.min(mostDetail, Math.floor(height * 0.6)));
  const { virtual, setAnchor, reveal } = useLineWindow({ scroller, lines, detailHeight, search });
  const rowById = useCallback((id: string) => items.find((row) => row.id === id), [items]);
  const { hovered, onPointerOver, clear } = useHoveredCell(rowById);
  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  const { hasNextPage, hasPreviousPage, isFetching, fetchNextPage, fetchPreviousPage, isPlaceholderData } = rows;
  useEffect(() => {
    if (isFetching || lines.length === 0) return;
    setAnchor();
    if (hasNextPage && last > lines.length - 80) void fetchNextPage();
    else if (hasPreviousPage && first < 40) void fetchPreviousPage();
  }, [first, last, lines, isFetching, hasNextPage, hasPreviousPage, fetchNextPage, fetchPreviousPage, setAnchor]);
  const revealed = useRef<string | null>(null);
  useEffect(() => {
    // A link to a row: it is brought into view once, when its page is there.
    if (!view.row || revealed.current === view.row) return;
    const place = items.findIndex((row) => row.id === view.row);
    if (place < 0) return;
    const isFirst = revealed.current === null;
    revealed.current = view.row;
    if (isFirst) reveal(view.row, 0.15);
    setActive(place);
  }, [view.row, items, reveal, setActive]);
  const activate = (place: number) => {
    setActive(place);
    const row = items[place];
    if (row) reveal(row.id);
  };
  const onQuiet = (direction: 1 | -1) => {
    const place = nextQuiet(lines, active, direction);
    if (place !== null) activate(place);
    else
      notifications.show({
        message: `No hour without events ${direction === 1 ? 'below' : 'above'} among the loaded rows.`,
      });
  };
  useEffect(() => {
    quietRef.current = onQuiet;
  });
  const onKeyDown = useTableKeys({
    scope,
    items,
    active,
    setActive: activate,
    picked,
    letters,
    onQuiet,
    pageRows: Math.max(1, Math.floor((height - headerHeight) / rowHeight) - 1),
    ask,
  });
  const onClick = (event: MouseEvent<HTMLElement>) => {
    clear();
    const target = event.target as Element;
    const id = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    const place = id ? items.findIndex((row) => row.id === id) : -1;
    const row = items[place];
    if (!row || target.closest('[data-detail]')) return;
    const what = target.closest<HTMLElement>('[data-do]')?.dataset['do'];
    if (event.shiftKey && active >= 0) {
      const [from, to] = [Math.min(active, place), Math.max(active, place)];
      picked.toggle(
        items.slice(from, to + 1).map((one) => one.id),
        true,
      );
    } else if (what === 'pick' || event.ctrlKey || event.metaKey) picked.toggle([row.id]);
    else if (what === 'star') scope.annotate([row.id], { starred: !row.annotation?.starred });
    else if (window.getSelection()?.toString() === '') {
      setAnchor(row.id);
      revealed.current = row.id;
      change({ row: view.row === row.id ? null : row.id }, 'replace');
    }
    setActive(place);
  };
  const rowWidth = 28 + layout.columns.reduce((sum, column) => sum + column.width, 0);
  const activeId = items[active]?.id;
  return (
    <div
      ref={ref}
      id="events"
      className={classes.scroller}
      role="grid"
      tabIndex={0}
      aria-label="Events"
      aria-rowcount={total === null ? -1 : total + 1}
      aria-colcount={layout.columns.length + 1}
      aria-multiselectable="true"
      aria-busy={isFetching}
      aria-activedescendant={activeId ? `row-${activeId}` : undefined}
      data-stale={isPlaceholderData || undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onPointerOver={onPointerOver}
      onPointerLeave={clear}
    >
      <div role="rowgroup" style={{ width: rowWidth, minWidth: '100%', position: 'sticky', top: 0, zIndex: 5 }}>
        <TableHeader
          layout={layout}
          isAllPicked={items.length > 0 && items.every((row) => picked.picked.has(row.id))}
          onPickAll={(isOn) =>
            isOn
              ? picked.toggle(
                  items.map((row) => row.id),
                  true,
                )
              : picked.clear()
          }
        />
      </div>
      <div role="rowgroup" className={classes.body} style={{ width: rowWidth, height: virtual.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const line = lines[index];
          if (!line) return null;
          const top = start - headerHeight;
          if (line.kind === 'between')
            return (
              <BetweenLine
                key={line.key}
                day={line.day}
                quietMicros={line.quietMicros}
                start={top}
                isFiltered={scope.selection.query !== ''}
              />
            );
          if (line.kind === 'detail')
            return (
              <DetailLine key={line.key} start={top} columnCount={layout.columns.length + 1}>
                <DetailRow row={line.row} height={detailHeight} width={width} />
              </DetailLine>
            );
          return (
            <RowLine
              key={line.key}
              row={line.row}
              columns={layout.columns}
              hits={hits}
              ariaRow={(firstNumber ?? 1) + line.index + 1}
              isActive={line.index === active}
              isPicked={picked.picked.has(line.row.id)}
              isOpen={view.row === line.row.id}
              start={top}
            />
          );
        })}
        {hovered ? (
          <div
            className={classes.floating}
            data-floating
            style={{ left: hovered.left, top: hovered.top - headerHeight }}
          >
            <CellActions
              field={hovered.field}
              value={hovered.value}
              onAround={() => change({ row: hovered.row.id, tab: 'around' }, 'replace')}
            />
          </div>
        ) : null}
      </div>
    </div>
  );
}
