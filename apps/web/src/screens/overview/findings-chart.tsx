'use client';

import { countText, TimeText } from '@virga/ui';
import Link from 'next/link';
import { DenseTable } from '../tables/dense-table.tsx';
import classes from './overview.module.css';
import { type TimeBucket, timeBars } from './time-bars.ts';

export interface FindingsChartProps {
  caseId: string;
  buckets: readonly TimeBucket[];
  asTable: boolean;
}

/** Events with findings over time; every bar leads to its rows. The table twin holds the same numbers. */
export function FindingsChart({ caseId, buckets, asTable }: FindingsChartProps) {
  const { bars, most } = timeBars(buckets);
  if (bars.length === 0) return null;
  const address = (bar: { from: string; to: string }) =>
    `/cases/${caseId}/timeline?${new URLSearchParams({ q: '_exists_:rule', from: bar.from, until: bar.to })}`;
  if (asTable)
    return (
      <DenseTable
        label="Findings by time"
        rows={bars}
        rowKey={(bar) => bar.from}
        columns={[
          {
            key: 'from',
            title: 'From',
            width: '200px',
            cell: (bar) => (
              <Link className={classes.link} href={address(bar)}>
                <TimeText iso={bar.from} seconds />
              </Link>
            ),
          },
          { key: 'to', title: 'To', width: '200px', cell: (bar) => <TimeText iso={bar.to} seconds /> },
          { key: 'worst', title: 'Worst', width: '96px', cell: (bar) => bar.worst },
          { key: 'total', title: 'Events', align: 'right', cell: (bar) => countText(bar.total) },
        ]}
      />
    );
  return (
    <figure className={classes.chart} aria-label="Events with findings by time">
      <span className={classes.most}>{countText(most)}</span>
      {bars.map((bar) => (
        <Link
          key={bar.from}
          href={address(bar)}
          className={classes.bar}
          aria-label={`${bar.total} events, worst ${bar.worst}, from ${bar.from}`}
          title={`${countText(bar.total)} events, worst ${bar.worst}\n${bar.from} to ${bar.to}`}
          style={{
            left: `${bar.left}%`,
            width: `max(3px, calc(${bar.width}% - 1px))`,
            height: `max(2px, ${bar.height}%)`,
            background: `var(--v-severity-${bar.worst}-bar)`,
          }}
        />
      ))}
      <span className={classes.axis} style={{ left: 0 }}>
        <TimeText iso={bars[0]!.from} seconds />
      </span>
      <span className={classes.axis} style={{ right: 0 }}>
        <TimeText iso={bars.at(-1)!.to} seconds />
      </span>
    </figure>
  );
}
