// biome-ignore-all lint/a11y/useSemanticElements: a virtual grid places its rows by transform; table elements cannot be placed so, the ARIA roles say the same
'use client';

import { type DragEvent, useState } from 'react';
import { columnNamed } from '../state/columns.ts';
import { useTimeline } from '../state/timeline-context.ts';
import type { useColumns } from '../state/use-columns.ts';
import { growth } from './growth.ts';
import { ResizeHandle } from './resize-handle.tsx';
import classes from './table.module.css';

const dragType = 'application/x-virga-column';

export interface TableHeaderProps {
  layout: ReturnType<typeof useColumns>;
  isAllPicked: boolean;
  onPickAll(isOn: boolean): void;
}

/** Sticky, 28 pixels: drag a title to move its column, its edge to resize, click the time to turn the order. */
export function TableHeader({ layout, isAllPicked, onPickAll }: TableHeaderProps) {
  const { view, change } = useTimeline();
  const [over, setOver] = useState<string | null>(null);
  const { columns } = layout;
  const drop = (event: DragEvent, place: number) => {
    setOver(null);
    const id = event.dataTransfer.getData(dragType);
    if (id) layout.move(id, place);
    event.preventDefault();
  };
  return (
    <div role="row" tabIndex={-1} className={classes.header} aria-rowindex={1}>
      <span role="columnheader" tabIndex={-1} className={classes.pick} aria-colindex={1}>
        <input
          type="checkbox"
          aria-label="Select all loaded rows"
          checked={isAllPicked}
          onChange={(event) => onPickAll(event.currentTarget.checked)}
        />
      </span>
      {columns.map(({ id, width }, place) => {
        const { title } = columnNamed(id)!;
        return (
          <span
            key={id}
            role="columnheader"
            tabIndex={-1}
            className={classes.head}
            aria-colindex={place + 2}
            aria-sort={id === 'time' ? (view.order === 'asc' ? 'ascending' : 'descending') : undefined}
            data-column={id}
            data-over={over === id || undefined}
            style={{ width, flexGrow: growth(id, columns) }}
            draggable={id !== 'time'}
            onDragStart={(event) => event.dataTransfer.setData(dragType, id)}
            onDragOver={(event) => {
              event.preventDefault();
              setOver(id);
            }}
            onDragLeave={() => setOver(null)}
            onDrop={(event) => drop(event, place)}
          >
            {id === 'time' ? (
              <button
                type="button"
                className={classes.sort}
                onClick={() => change({ order: view.order === 'asc' ? 'desc' : 'asc', at: null })}
              >
                {title} <span aria-hidden>{view.order === 'asc' ? '↑' : '↓'}</span>
              </button>
            ) : (
              <span className={id === 'star' ? classes.quietTitle : classes.title}>{title}</span>
            )}
            <ResizeHandle title={title} width={width} onResize={(next) => layout.resize(id, next)} />
          </span>
        );
      })}
    </div>
  );
}
