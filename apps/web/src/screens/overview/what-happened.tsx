'use client';

import { Button } from '@mantine/core';
import { countText, durationText, SeverityMark, StatePanel, TimeText } from '@virga/ui';
import Link from 'next/link';
import { useState } from 'react';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { Section } from '../tables/section.tsx';
import { FindingsChart } from './findings-chart.tsx';
import classes from './overview.module.css';
import type { OverviewData } from './overview-data.ts';
import { worstFirst } from './worst-first.ts';

type Finding = OverviewData['findings'][number];

const columnsOf = (caseId: string): Column<Finding>[] => [
  { key: 'severity', title: 'Severity', width: '80px', cell: (row) => <SeverityMark severity={row.severity} /> },
  {
    key: 'title',
    title: 'Finding',
    cell: (row) => (
      <Link
        className={classes.link}
        title={row.title}
        href={`/cases/${caseId}/timeline?q=${encodeURIComponent(`rule:"${row.ruleId}"`)}`}
      >
        {row.title}
      </Link>
    ),
  },
  {
    key: 'technique',
    title: 'ATT&CK',
    width: '88px',
    cell: (row) => <span title={row.tactics.join(', ')}>{row.techniques.join(' ') || row.tactics.join(' ')}</span>,
  },
  { key: 'events', title: 'Events', width: '56px', align: 'right', cell: (row) => countText(row.events) },
  { key: 'first', title: 'First', width: '172px', cell: (row) => <TimeText iso={row.first} seconds /> },
  {
    key: 'span',
    title: 'Lasts',
    width: '76px',
    align: 'right',
    cell: (row) => <span title={row.last}>{durationText(Date.parse(row.last) - Date.parse(row.first))}</span>,
  },
];

const fewRows = 8;

/** Findings, worst first, and when. */
export function WhatHappened({ caseId, overview }: { caseId: string; overview: OverviewData }) {
  const [asTable, setAsTable] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const sorted = worstFirst(overview.findings);
  const rows = showsAll ? sorted : sorted.slice(0, fewRows);
  const hidden = overview.findings.length - rows.length;
  return (
    <Section
      title="What happened"
      hint={`${countText(overview.findings.length)} rules matched, worst first`}
      actions={
        overview.findingsByTime.length > 0 ? (
          <Button variant="subtle" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show as chart' : 'Show as table'}
          </Button>
        ) : null
      }
    >
      {overview.findings.length === 0 ? (
        <StatePanel isSmall state="none found" title="No rule matched an event of this case">
          {overview.counts.events === '0'
            ? 'There is no event yet, so this says nothing about what happened.'
            : `${countText(overview.counts.events)} events were looked at. Rules find what they know; read the timeline too.`}
        </StatePanel>
      ) : (
        <>
          <FindingsChart caseId={caseId} buckets={overview.findingsByTime} asTable={asTable} />
          <DenseTable label="Findings" columns={columnsOf(caseId)} rows={rows} rowKey={(row) => row.ruleId} />
          {hidden > 0 ? (
            <p className={classes.more}>
              <Button variant="subtle" onClick={() => setShowsAll(true)}>
                Show {hidden} more findings
              </Button>
            </p>
          ) : null}
        </>
      )}
    </Section>
  );
}
