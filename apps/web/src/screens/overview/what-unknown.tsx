import { Button } from '@mantine/core';
import { StatePanel } from '@virga/ui';
import Link from 'next/link';
import { DenseTable } from '../tables/dense-table.tsx';
import { Section } from '../tables/section.tsx';
import { GapWord } from './gap-word.tsx';
import type { OverviewData } from './overview-data.ts';

const fewRows = 8;

/** Gaps in their own words: what was not collected, and why it cannot be known. */
export function WhatUnknown({ caseId, gaps }: { caseId: string; gaps: OverviewData['gaps'] }) {
  const rows = gaps.slice(0, fewRows);
  return (
    <Section
      title="What we cannot know"
      hint={`${gaps.length === 200 ? 'the first 200' : gaps.length} gaps`}
      actions={
        gaps.length > 0 ? (
          <Button variant="subtle" component={Link} href={`/cases/${caseId}/scope#coverage`}>
            Open the map
          </Button>
        ) : null
      }
    >
      {gaps.length === 0 ? (
        <StatePanel state="not asked" title="No gap is recorded">
          Gaps are recorded by acquisitions. What was never asked for is not known either.
        </StatePanel>
      ) : (
        <DenseTable
          label="Gaps"
          rows={rows}
          rowKey={(row) => row.id}
          footer={gaps.length > rows.length ? `${rows.length} of ${gaps.length} shown; the map holds all` : null}
          columns={[
            { key: 'word', title: 'Word', width: '128px', cell: (row) => <GapWord word={row.word} /> },
            { key: 'source', title: 'Source', width: '144px', cell: (row) => row.sourceId },
            { key: 'region', title: 'Region', width: '120px', cell: (row) => row.region },
            { key: 'detail', title: 'What it means', cell: (row) => <span title={row.detail}>{row.detail}</span> },
          ]}
        />
      )}
    </Section>
  );
}
