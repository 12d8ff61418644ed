import { visibleText } from '@virga/domain';
import { clauseFor } from '@virga/timeline/query';
import { countText, MiddleCut, SeverityMark, TimeText } from '@virga/ui';
import Link from 'next/link';
import type { z } from 'zod';
import type { finding as findingSchema } from '../../contract/overview.ts';
import type { Column } from '../tables/dense-table.tsx';
import classes from './detections.module.css';
import type { Principals } from './use-principals.ts';

export type Finding = z.output<typeof findingSchema>;

export interface KnownPrincipals {
  /** By rule; undefined while they are not known. */
  byRule: Record<string, Principals> | undefined;
  isFailed: boolean;
}

export function findingAddress(caseId: string, { ruleId }: Finding): string {
  return `/cases/${caseId}/timeline?${new URLSearchParams({ q: clauseFor('rule', ruleId) })}`;
}

/** One line for each rule; its title leads to those events on the timeline. */
export function findingColumns(caseId: string, principals: KnownPrincipals): Column<Finding>[] {
  return [
    { key: 'severity', title: 'Severity', width: '80px', cell: (row) => <SeverityMark severity={row.severity} /> },
    {
      key: 'rule',
      title: 'Rule',
      width: '25%',
      cell: (row) => (
        <Link href={findingAddress(caseId, row)} className={classes.link} title={row.title}>
          {row.title}
        </Link>
      ),
    },
    {
      key: 'tactics',
      title: 'Tactics',
      width: '144px',
      cell: (row) => <span title={row.tactics.join(', ')}>{row.tactics.join(', ')}</span>,
    },
    {
      key: 'techniques',
      title: 'Technique',
      width: '88px',
      cell: (row) => <code title={row.techniques.join(' ')}>{row.techniques.join(' ')}</code>,
    },
    {
      key: 'events',
      title: 'Hits',
      width: '52px',
      align: 'right',
      cell: (row) => <span title={row.events}>{countText(row.events)}</span>,
    },
    { key: 'first', title: 'First (UTC)', width: '172px', cell: (row) => <TimeText iso={row.first} seconds /> },
    { key: 'last', title: 'Last (UTC)', width: '172px', cell: (row) => <TimeText iso={row.last} seconds /> },
    {
      key: 'principals',
      title: 'Principals',
      cell: (row) => <PrincipalWords principals={principals.byRule?.[row.ruleId]} isFailed={principals.isFailed} />,
    },
  ];
}

/** The first one, and how many more. */
function PrincipalWords({ principals, isFailed }: { principals: Principals | undefined; isFailed: boolean }) {
  if (!principals) return <span className={classes.note}>{isFailed ? 'could not be loaded' : 'loading'}</span>;
  const [first, ...rest] = principals.values;
  if (first === undefined) return <span className={classes.note}>none named in the log</span>;
  const others = `${rest.length}${principals.more ? ' or more' : ''}`;
  return (
    <span className={classes.principals} title={principals.values.map(visibleText).join('\n')}>
      <MiddleCut text={first} tail={24} />
      {rest.length > 0 || principals.more ? <span className={classes.note}>+ {others}</span> : null}
    </span>
  );
}
