'use client';

import { Button } from '@mantine/core';
import { StatePanel } from '@virga/ui';
import Link from 'next/link';
import { useState } from 'react';
import { acquireAddress } from '../acquire/given-parameters.ts';
import { Section } from '../tables/section.tsx';
import { useNow } from '../tables/use-now.ts';
import { clockParameters } from './clock-parameters.ts';
import { goneWords } from './gone-words.ts';
import classes from './overview.module.css';
import type { OverviewData } from './overview-data.ts';

type Clock = OverviewData['evaporation'][number];
const fewRows = 8;

function Countdown({ clock, nowMs }: { clock: Clock; nowMs: number }) {
  const words = goneWords(clock, nowMs);
  const look = words.isSoon ? classes.soon : clock.ends === 'none' ? classes.quiet : undefined;
  return (
    <span className={look} title={clock.goneAt ?? clock.basis}>
      {words.isSoon ? '! ' : ''}
      {words.text}
    </span>
  );
}

/** The evaporation clock: soonest first, why, and the way to collect it. */
export function WhatVanishes({ caseId, clocks, mayCollect }: { caseId: string; clocks: Clock[]; mayCollect: boolean }) {
  const now = useNow(30_000);
  const [showsAll, setShowsAll] = useState(false);
  const open = clocks.filter((clock) => clock.acquisitionId === null);
  const rows = showsAll ? open : open.slice(0, fewRows);
  return (
    <Section title="What is vanishing" hint={`${open.length} not yet collected, soonest first`}>
      {open.length === 0 ? (
        <StatePanel
          isSmall
          state={clocks.length === 0 ? 'not asked' : 'none found'}
          title={clocks.length === 0 ? 'Nobody asked yet what can vanish' : 'Everything known to vanish is collected'}
        >
          {clocks.length === 0
            ? 'The inventory on the Scope tab finds sources and their retention, and starts their clocks.'
            : `${clocks.length} sources have an acquisition; see whether they are sealed.`}
        </StatePanel>
      ) : (
        <ul className={classes.lines} aria-label="What is vanishing">
          {rows.map((row) => (
            <li key={row.id}>
              <span className={classes.first}>
                <Countdown clock={row} nowMs={now} />
                <span className={classes.label} title={row.label}>
                  {row.label}
                </span>
                {mayCollect ? (
                  <Link
                    className={classes.end}
                    aria-label={`Collect ${row.label}`}
                    href={acquireAddress(caseId, { ...row, parameters: clockParameters(row) })}
                  >
                    Collect
                  </Link>
                ) : null}
              </span>
              <span className={classes.below}>{row.basis}</span>
            </li>
          ))}
        </ul>
      )}
      {open.length > rows.length ? (
        <p className={classes.more}>
          <Button variant="subtle" onClick={() => setShowsAll(true)}>
            Show {open.length - rows.length} more
          </Button>
        </p>
      ) : null}
    </Section>
  );
}
