import { Button } from '@mantine/core';
import { countText } from '@virga/ui';
import Link from 'next/link';
import classes from './overview.module.css';
import type { OverviewData } from './overview-data.ts';

const steps = ['scope', 'collect', 'analyse', 'contain', 'document'] as const;
const pathOf = {
  scope: 'scope',
  collect: 'acquire',
  analyse: 'timeline',
  contain: 'response',
  document: 'report',
} as const;

/** The next of the five steps with the one primary button, and the figures of the case. */
export function NextStep({ caseId, overview }: { caseId: string; overview: OverviewData }) {
  const { next, counts } = overview;
  const figures = [
    ['Evidence items', String(counts.evidenceItems)],
    ['Events', counts.events],
    ['Detections', String(counts.detections)],
    ['Starred', String(counts.starred)],
  ] as const;
  return (
    <section className={classes.next} aria-label="Next step">
      <div>
        <ol className={classes.steps}>
          {steps.map((step) => (
            <li key={step} aria-current={step === next.step ? 'step' : undefined}>
              {step}
            </li>
          ))}
        </ol>
        <p className={classes.nextWords}>{next.sentence}</p>
      </div>
      <Button component={Link} href={`/cases/${caseId}/${pathOf[next.step]}`}>
        {next.button}
      </Button>
      <div className={classes.figures}>
        {figures.map(([label, value]) => (
          <span key={label} title={value}>
            <span className={classes.figure}>{countText(value)}</span>
            {label}
          </span>
        ))}
      </div>
    </section>
  );
}
