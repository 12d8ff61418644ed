import { MiddleCut, StatePanel, StepRail } from '@virga/ui';
import Link from 'next/link';
import { AcquisitionStatus } from '../evidence/acquisition-status.tsx';
import { railState } from '../evidence/progress-words.ts';
import { Section } from '../tables/section.tsx';
import classes from './overview.module.css';
import type { OverviewData } from './overview-data.ts';

/** Acquisitions that are not over, and containment that waits for somebody. */
export function WhatRuns({ caseId, overview }: { caseId: string; overview: OverviewData }) {
  const { acquisitions, approvals } = overview;
  return (
    <Section title="What runs or waits" hint={`${acquisitions.length} acquisitions, ${approvals.length} actions`}>
      {acquisitions.length + approvals.length === 0 ? (
        <StatePanel isSmall state="none found" title="Nothing runs and nothing waits for anyone" />
      ) : (
        <ul className={classes.lines}>
          {approvals.map((action) => (
            <li key={action.id}>
              <Link className={classes.link} href={`/cases/${caseId}/response`}>
                {action.title}
              </Link>
              <MiddleCut text={action.target} />
              <span className={classes.meta}>
                {action.state}, by {action.proposedBy.name}
                {action.errorMessage ? `: ${action.errorMessage}` : ''}
              </span>
            </li>
          ))}
          {acquisitions.map((row) => (
            <li key={row.id}>
              <Link className={classes.link} href={`/cases/${caseId}/evidence`}>
                {row.sourceTitle}
              </Link>
              <MiddleCut text={row.target} />
              <StepRail steps={row.steps} current={row.step} state={railState(row.state)} />
              <AcquisitionStatus row={row} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
