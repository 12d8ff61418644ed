'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { StatePanel, TimeText } from '@virga/ui';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { DenseTable } from '../tables/dense-table.tsx';
import { Section } from '../tables/section.tsx';
import { cellLook, coverageMap } from './coverage-lines.ts';
import classes from './scope.module.css';
import type { CoverageRow } from './scope-data.ts';

/** The map of what cannot be known: source × account × region over time, each cell with its word. */
export function Coverage({ caseId }: { caseId: string }) {
  const [asTable, setAsTable] = useState(false);
  const coverage = useQuery(api.scope.coverage.queryOptions({ input: { caseId } }));
  const rows = coverage.data?.items ?? [];
  return (
    <Section
      title="What cannot be known"
      hint="Solid is collected, outlined was asked and is empty, hatched is not known."
      actions={
        rows.length > 0 ? (
          <Button variant="subtle" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
            {asTable ? 'Show as map' : 'Show as table'}
          </Button>
        ) : null
      }
    >
      <div id="coverage" />
      {coverage.isPending ? <Pending what="the map" lines={4} /> : null}
      {coverage.error ? (
        <ProblemPanel error={coverage.error} what="The map" onRetry={() => void coverage.refetch()} />
      ) : null}
      {coverage.isSuccess && rows.length === 0 ? (
        <StatePanel state="not asked" title="No source was asked for yet">
          Every acquisition draws what it got, and what it could not get, by region and time.
        </StatePanel>
      ) : null}
      {rows.length > 0 && !asTable ? <CoverageDrawing rows={rows} /> : null}
      {rows.length > 0 && asTable ? <CoverageTable rows={rows} /> : null}
    </Section>
  );
}

function CoverageDrawing({ rows }: { rows: readonly CoverageRow[] }) {
  const map = coverageMap(rows);
  return (
    <div className={classes.map}>
      {map.lines.map((line) => (
        <div key={line.key} className={classes.line}>
          <span className={classes.lineName} title={line.key}>
            {line.sourceId} · {line.region} · {line.account}
          </span>
          <div className={classes.track}>
            {line.cells.map((cell) => (
              <span
                key={cell.id}
                className={classes.cell}
                data-look={cellLook(cell.word)}
                title={`${cell.word}: ${cell.detail}\n${cell.from ?? 'begin'} to ${cell.to ?? 'end'}`}
                style={{ left: `${cell.left}%`, width: `${cell.width}%` }}
              >
                {cell.word}
              </span>
            ))}
          </div>
        </div>
      ))}
      <p className={classes.axis}>
        {map.from ? <TimeText iso={map.from} seconds /> : <span>no times recorded</span>}
        {map.to ? <TimeText iso={map.to} seconds /> : null}
      </p>
    </div>
  );
}

function CoverageTable({ rows }: { rows: readonly CoverageRow[] }) {
  return (
    <DenseTable
      label="What cannot be known"
      rows={rows}
      rowKey={(row) => row.id}
      height="min(60vh, 900px)"
      minWidth="1100px"
      columns={[
        { key: 'word', title: 'Word', width: '128px', cell: (row) => row.word },
        { key: 'source', title: 'Source', width: '160px', cell: (row) => row.sourceId },
        { key: 'region', title: 'Region', width: '128px', cell: (row) => row.region },
        { key: 'account', title: 'Account', width: '128px', cell: (row) => row.externalAccountId },
        {
          key: 'from',
          title: 'From',
          width: '176px',
          cell: (row) => (row.from ? <TimeText iso={row.from} seconds /> : 'not said'),
        },
        {
          key: 'to',
          title: 'To',
          width: '176px',
          cell: (row) => (row.to ? <TimeText iso={row.to} seconds /> : 'not said'),
        },
        { key: 'detail', title: 'What it means', cell: (row) => <span title={row.detail}>{row.detail}</span> },
      ]}
    />
  );
}
