'use client';

import { useQueries } from '@tanstack/react-query';
import { SeverityMark, TimeText } from '@virga/ui';
import Link from 'next/link';
import { api } from '../../contract/client.ts';
import { goneWords } from '../overview/gone-words.ts';
import { Section } from '../tables/section.tsx';
import { useNow } from '../tables/use-now.ts';
import type { CaseRow } from './case-row.ts';
import { glanceOf } from './glance-of.ts';
import classes from './home.module.css';

/** The newest open cases only: each costs a question to the server. */
const mostCases = 6;

/** Over the open cases: what evaporates next, and what the rules found at their loudest. */
export function CasesAtAGlance({ cases }: { cases: readonly CaseRow[] }) {
  const open = cases.filter((row) => row.status === 'open').slice(0, mostCases);
  const overviews = useQueries({
    queries: open.map((row) => ({
      ...api.overview.get.queryOptions({ input: { caseId: row.id } }),
      staleTime: 30_000,
    })),
  });
  const now = useNow(30_000);
  const known = open.flatMap((row, place) => {
    const overview = overviews[place]?.data;
    return overview ? [{ row, overview }] : [];
  });
  const { clocks, findings } = glanceOf(known);
  if (clocks.length + findings.length === 0) return null;
  return (
    <div className={classes.glance}>
      <Section title="Vanishing next" hint="Not yet collected, soonest first, over your open cases.">
        {clocks.length === 0 ? <p className={classes.none}>Nothing known to vanish is left uncollected.</p> : null}
        <ul className={classes.lines} aria-label="Vanishing next">
          {clocks.map(({ row, clock }) => {
            const words = goneWords(clock, now);
            return (
              <li key={clock.id} className={classes.line}>
                <span className={words.isSoon ? classes.soon : classes.when}>
                  {words.isSoon ? '! ' : ''}
                  {words.text}
                </span>
                <Link className={classes.link} href={`/cases/${row.id}`} title={`${clock.label}\n${clock.basis}`}>
                  <span className={classes.number}>VC-{row.number}</span>
                  {clock.label}
                </Link>
              </li>
            );
          })}
        </ul>
      </Section>
      <Section title="Loudest findings" hint="Worst first, then the newest, over your open cases.">
        {findings.length === 0 ? <p className={classes.none}>No rule matched an event of these cases.</p> : null}
        <ul className={classes.lines} aria-label="Loudest findings">
          {findings.map(({ row, finding }) => (
            <li key={`${row.id} ${finding.ruleId}`} className={classes.line}>
              <span className={classes.severity}>
                <SeverityMark severity={finding.severity} />
              </span>
              <Link
                className={classes.link}
                title={finding.title}
                href={`/cases/${row.id}/timeline?q=${encodeURIComponent(`rule:"${finding.ruleId}"`)}`}
              >
                <span className={classes.number}>VC-{row.number}</span>
                {finding.title}
              </Link>
              <span className={classes.at}>
                <TimeText iso={finding.last} seconds />
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
