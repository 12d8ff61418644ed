'use client';

import type { LedgerColour } from '@virga/domain';
import { useNow } from '../tables/use-now.ts';
import classes from './acquisition-list.module.css';
import type { AcquisitionRow } from './acquisition-row.ts';
import { doneWords } from './done-words.ts';
import { amountText, isOver, leftText, newsText, percentOf, rateText } from './progress-words.ts';

/** How far in numbers, what it waits for, when it was last heard of. Only what is known is said. */
export function AcquisitionStatus({ row, ledger = null }: { row: AcquisitionRow; ledger?: LedgerColour | null }) {
  const now = useNow(isOver(row.state) ? 60_000 : 1000);
  const { progress, state } = row;
  const isDone = state === 'done';
  const news = newsText(row.lastNewsAt, state === 'running' || state === 'parsing', now);
  const percent = isDone ? null : percentOf(progress);
  const said = [
    isDone ? doneWords(ledger) : percent === null ? null : `${percent} %`,
    isDone ? null : amountText(progress),
    isOver(state) ? null : rateText(progress),
    isOver(state) ? null : leftText(progress),
    isDone ? null : progress.note,
    row.attempt > 1 ? `attempt ${row.attempt}` : null,
    row.cancelRequestedAt && !isOver(state) ? 'cancel asked for' : null,
  ].filter((text) => text !== null);
  return (
    <span className={classes.status}>
      {state === 'queued' ? <span>queued</span> : null}
      {progress.waitingFor && !isOver(state) ? <span className={classes.warn}>{progress.waitingFor}</span> : null}
      {said.map((text) => (
        <span key={text}>{text}</span>
      ))}
      {state === 'cancelled' ? <span>cancelled; what was sealed is kept</span> : null}
      {row.errorMessage && !isDone ? (
        <span className={classes.error}>
          {row.errorMessage} <code>{row.errorCode}</code>
        </span>
      ) : null}
      <span className={news.isOld ? classes.warn : undefined} title={row.lastNewsAt}>
        {isDone ? '' : 'last news '}
        {news.text}
      </span>
    </span>
  );
}
