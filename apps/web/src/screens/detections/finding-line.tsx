import { visibleText } from '@virga/domain';
import { clauseFor } from '@virga/timeline/query';
import { countText, MiddleCut, SeverityMark, TimeText } from '@virga/ui';
import Link from 'next/link';
import type { z } from 'zod';
import type { finding as findingSchema } from '../../contract/overview.ts';
import classes from './detections.module.css';
import type { Principals } from './use-principals.ts';

export interface FindingLineProps {
  caseId: string;
  finding: z.output<typeof findingSchema>;
  /** Undefined while they are not known. */
  principals: Principals | undefined;
  isFailed: boolean;
}

/** One rule with what it matched; its title leads to those events on the timeline. */
export function FindingLine({ caseId, finding, principals, isFailed }: FindingLineProps) {
  const query = new URLSearchParams({ q: clauseFor('rule', finding.ruleId) });
  return (
    <tr>
      <td>
        <SeverityMark severity={finding.severity} />
      </td>
      <td className={classes.rule}>
        <Link href={`/cases/${caseId}/timeline?${query}`} className={classes.link} title={finding.title}>
          {finding.title}
        </Link>
        <code className={classes.id}>{finding.ruleId}</code>
      </td>
      <td className={classes.tactics}>{finding.tactics.join(', ')}</td>
      <td>
        <code>{finding.techniques.join(' ')}</code>
      </td>
      <td className={classes.number} title={finding.events}>
        {countText(finding.events)}
      </td>
      <td>
        <TimeText iso={finding.first} seconds />
      </td>
      <td>
        <TimeText iso={finding.last} seconds />
      </td>
      <td className={classes.principals}>
        {principals ? (
          <>
            {principals.values.map((value) => (
              <div key={value} title={visibleText(value)}>
                <MiddleCut text={value} tail={24} />
              </div>
            ))}
            {principals.values.length === 0 ? 'none named in the log' : null}
            {principals.more ? <div className={classes.note}>and more</div> : null}
          </>
        ) : (
          <span className={classes.note}>{isFailed ? 'could not be loaded' : 'loading'}</span>
        )}
      </td>
    </tr>
  );
}
