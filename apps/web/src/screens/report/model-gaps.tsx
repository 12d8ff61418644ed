'use client';

import { TimeText } from '@virga/ui';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { Section } from '../tables/section.tsx';
import classes from './report.module.css';
import type { ReportModel } from './report-types.ts';

type Gap = ReportModel['gaps'][number];

const when = (iso: string | null) =>
  iso ? <TimeText iso={iso} seconds /> : <span className={classes.quiet}>open</span>;

const columns: Column<Gap>[] = [
  { key: 'word', title: 'State', width: '144px', cell: (gap) => gap.word },
  { key: 'source', title: 'Source', width: '160px', cell: (gap) => gap.source },
  { key: 'account', title: 'Account', width: '136px', cell: (gap) => gap.account ?? 'any' },
  { key: 'region', title: 'Region', width: '112px', cell: (gap) => gap.region ?? 'any' },
  { key: 'from', title: 'From', width: '176px', cell: (gap) => when(gap.from) },
  { key: 'to', title: 'To', width: '176px', cell: (gap) => when(gap.to) },
  { key: 'sentence', title: 'What it means', cell: (gap) => <span title={gap.sentence}>{gap.sentence}</span> },
];

/** What cannot be known, and why. */
export function ModelGaps({ gaps }: { gaps: ReportModel['gaps'] }) {
  return (
    <Section title="What cannot be known" hint={`${gaps.length} gaps`}>
      {gaps.length === 0 ? (
        <p className={classes.none}>No gap is recorded for what was asked. What was never asked is not listed here.</p>
      ) : (
        <DenseTable
          label="Gaps"
          columns={columns}
          rows={gaps}
          rowKey={(gap) => [gap.source, gap.account, gap.region, gap.from, gap.to, gap.word, gap.sentence].join(' ')}
          minWidth="1100px"
        />
      )}
    </Section>
  );
}
