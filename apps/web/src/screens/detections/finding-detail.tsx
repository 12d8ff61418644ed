import { MiddleCut, TimeText } from '@virga/ui';
import Link from 'next/link';
import classes from './detections.module.css';
import { type Finding, findingAddress } from './finding-columns.tsx';
import type { Principals } from './use-principals.ts';

export interface FindingDetailProps {
  caseId: string;
  finding: Finding;
  principals: Principals | undefined;
}

/** What one line has no room for: the rule's id, when, and everyone it names. */
export function FindingDetail({ caseId, finding, principals }: FindingDetailProps) {
  return (
    <dl className={classes.facts}>
      <dt>Rule</dt>
      <dd>
        {finding.title} <code>{finding.ruleId}</code>
      </dd>
      <dt>ATT&CK</dt>
      <dd>{[...finding.tactics, ...finding.techniques].join(', ') || 'the rule names none'}</dd>
      <dt>When</dt>
      <dd>
        <TimeText iso={finding.first} seconds /> to <TimeText iso={finding.last} seconds />
      </dd>
      <dt>Principals</dt>
      <dd>
        {principals?.values.map((value) => (
          <div key={value}>
            <MiddleCut text={value} tail={48} />
          </div>
        ))}
        {principals?.values.length === 0 ? 'none named in the log' : null}
        {principals?.more ? 'and more; the timeline counts them all' : null}
      </dd>
      <dt>Events</dt>
      <dd>
        <Link href={findingAddress(caseId, finding)}>Show on the timeline</Link>
      </dd>
    </dl>
  );
}
