'use client';

import { MiddleCut } from '@virga/ui';
import Link from 'next/link';
import { useNow } from '../tables/use-now.ts';
import { ActionState } from './action-state.tsx';
import type { ActionRow } from './action-types.ts';
import { stateWords } from './action-words.ts';
import classes from './response.module.css';

export interface ActionListProps {
  caseId: string;
  rows: readonly ActionRow[];
  chosen: string | null;
  accountName(accountId: string): string;
}

/** Containment actions of the case, newest first, each with its state in words. */
export function ActionList({ caseId, rows, chosen, accountName }: ActionListProps) {
  const now = useNow(15_000);
  return (
    <nav aria-label="Containment actions">
      {rows.map((row) => (
        <Link
          key={row.id}
          href={`/cases/${caseId}/response?action=${row.id}`}
          className={classes.row}
          aria-current={row.id === chosen ? 'true' : undefined}
        >
          <span className={classes.rowTop}>
            <span>{row.title}</span>
            <ActionState words={stateWords(row, now)} />
          </span>
          <MiddleCut text={row.target} tail={20} />
          <p className={classes.meta}>
            {accountName(row.accountId)} · {row.region} · {row.proposedBy.name} ·{' '}
            {row.createdAt.slice(0, 16).replace('T', ' ')}Z
          </p>
        </Link>
      ))}
    </nav>
  );
}
