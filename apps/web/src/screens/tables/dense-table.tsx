'use client';

import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, type ReactNode, useRef, useState } from 'react';
import classes from './dense-table.module.css';
import { useRowWindow } from './use-row-window.ts';

export interface Column<Row> {
  key: string;
  title: string;
  /** CSS width; a column without one shares what is left. */
  width?: string;
  align?: 'right';
  cell(row: Row): ReactNode;
}

export interface DenseTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey(row: Row): string;
  /** What a row opens to, in place. */
  detail?: (row: Row) => ReactNode;
  /** Name of a row for its open button. */
  rowName?: (row: Row) => string;
  footer?: ReactNode;
  /** CSS min-width under which the table scrolls sideways. */
  minWidth?: string;
  /** Most CSS height; with it only the rows in sight are drawn. Rows of such a table do not open. */
  height?: string;
}

/** Rows of 28 px, sticky header, one line per cell; rows may open in place without moving what is above. */
export function DenseTable<Row>(props: DenseTableProps<Row>) {
  const { label, columns, rows, rowKey, detail, footer, minWidth } = props;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (key: string) =>
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const scroll = useRef<HTMLDivElement>(null);
  const window = useRowWindow(rows.length, scroll, props.height !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keyboard (axe, scrollable-region-focusable)
    <div className={classes.scroll} ref={scroll} tabIndex={0} style={{ maxHeight: props.height }}>
      <table className={classes.table} aria-label={label} style={{ minWidth }} aria-rowcount={rows.length + 1}>
        <thead>
          <tr>
            {detail ? <th className={classes.head} style={{ width: 40 }} aria-label="Open" /> : null}
            {columns.map((column) => (
              <th key={column.key} className={classes.head} data-align={column.align} style={{ width: column.width }}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {window.above > 0 ? <tr aria-hidden style={{ height: window.above }} /> : null}
          {rows.slice(window.from, window.until).map((row) => {
            const key = rowKey(row);
            const isOpen = open.has(key);
            return (
              <Fragment key={key}>
                <tr className={classes.row} data-open={isOpen || undefined}>
                  {detail ? (
                    <td className={classes.cell}>
                      <button
                        type="button"
                        className={classes.toggle}
                        aria-expanded={isOpen}
                        aria-label={`${isOpen ? 'Close' : 'Open'} ${props.rowName?.(row) ?? ''}`.trim()}
                        onClick={() => toggle(key)}
                      >
                        {isOpen ? <IconChevronDown size={16} /> : <IconChevronRight size={16} />}
                      </button>
                    </td>
                  ) : null}
                  {columns.map((column) => (
                    <td key={column.key} className={classes.cell} data-align={column.align}>
                      {column.cell(row)}
                    </td>
                  ))}
                </tr>
                {detail && isOpen ? (
                  <tr>
                    <td colSpan={columns.length + 1} className={classes.detail}>
                      {detail(row)}
                    </td>
                  </tr>
                ) : null}
              </Fragment>
            );
          })}
          {window.below > 0 ? <tr aria-hidden style={{ height: window.below }} /> : null}
        </tbody>
      </table>
      {footer ? <p className={classes.footer}>{footer}</p> : null}
    </div>
  );
}
