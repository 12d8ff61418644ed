import { Button } from '@mantine/core';
import { StatePanel } from '@virga/ui';
import Link from 'next/link';
import { Section } from '../tables/section.tsx';
import { GapWord } from './gap-word.tsx';
import classes from './overview.module.css';
import type { OverviewData } from './overview-data.ts';

const fewRows = 8;

/** Gaps in their own words: what was not collected, and why it cannot be known. */
export function WhatUnknown({ caseId, gaps }: { caseId: string; gaps: OverviewData['gaps'] }) {
  const rows = gaps.slice(0, fewRows);
  return (
    <Section
      title="What we cannot know"
      hint={`${gaps.length === 200 ? 'the first 200' : gaps.length} gaps, ${Math.min(fewRows, gaps.length)} shown`}
      actions={
        gaps.length > 0 ? (
          <Button variant="subtle" component={Link} href={`/cases/${caseId}/scope#coverage`}>
            Open the map
          </Button>
        ) : null
      }
    >
      {gaps.length === 0 ? (
        <StatePanel isSmall state="not asked" title="No gap is recorded">
          Gaps are recorded by acquisitions. What was never asked for is not known either.
        </StatePanel>
      ) : (
        <ul className={classes.lines} aria-label="Gaps">
          {rows.map((row) => (
            <li key={row.id}>
              <GapWord word={row.word} />
              <span>
                {row.sourceId} in {row.region}
              </span>
              <span className={classes.below}>{row.detail}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
