'use client';

import { Popover, UnstyledButton } from '@mantine/core';
import { countText } from '@virga/ui';
import type { CoverageJson } from '../query/coverage-of-query.ts';
import { shortTime } from '../state/times.ts';
import classes from './footer.module.css';

export interface FooterProps {
  /** Number of the active row in the selection, from 1; null when it is not known yet. */
  rowNumber: number | null;
  total: number | null;
  picked: number;
  tookMs: number | null;
  isComplete: boolean | null;
  /** False: the search demands a place of which nothing was collected, so that zero rows mean nothing. */
  isKnownPlace: boolean;
  /** False: the query cannot be read. */
  isReadable: boolean;
  gaps: readonly CoverageJson[];
  newRows: number | null;
  onShowNew(): void;
  /** Goes to the next or last silence of the list; null without rows. */
  onQuiet: ((direction: 1 | -1) => void) | null;
  isLoading: boolean;
}

/** Where one is: `row 41 208 of 1 203 456 · 2 selected · 0.08 s · complete`, or how many gaps there are. */
export function Footer(props: FooterProps) {
  const { total, picked, tookMs, isComplete, isKnownPlace, gaps, newRows, onShowNew, onQuiet, isLoading } = props;
  return (
    <footer className={classes.footer}>
      <span role="status" title={total === null ? undefined : `${total} rows`}>
        {isKnownPlace ? whereText(props) : 'how many rows there are is not known'}
        {picked > 0 ? ` · ${countText(picked)} selected` : ''}
        {tookMs === null ? '' : ` · ${(tookMs / 1000).toFixed(2)} s`}
        {isComplete === null ? '' : ' · '}
        {isComplete === null || gaps.length > 0
          ? null
          : !isKnownPlace
            ? 'not asked'
            : isComplete
              ? 'complete'
              : 'still being collected'}
      </span>
      {isComplete !== null && gaps.length > 0 ? <Gaps gaps={gaps} /> : null}
      {isComplete === false && gaps.length > 0 ? <span>· still being collected</span> : null}
      {isLoading ? <span>· loading</span> : null}
      {onQuiet ? (
        <span className={classes.quiet}>
          quiet hours
          <UnstyledButton className={classes.step} aria-label="Before the last quiet hour" onClick={() => onQuiet(-1)}>
            ↑
          </UnstyledButton>
          <UnstyledButton className={classes.step} aria-label="Behind the next quiet hour" onClick={() => onQuiet(1)}>
            ↓
          </UnstyledButton>
        </span>
      ) : null}
      {newRows === null ? null : (
        <UnstyledButton className={classes.fresh} onClick={onShowNew}>
          {countText(newRows)} new
        </UnstyledButton>
      )}
    </footer>
  );
}

function whereText({ rowNumber, total, isReadable }: FooterProps): string {
  if (!isReadable) return 'nothing was searched';
  if (total === 0) return 'no row';
  return `row ${rowNumber === null ? '…' : countText(rowNumber)} of ${total === null ? '…' : countText(total)}`;
}

function Gaps({ gaps }: { gaps: readonly CoverageJson[] }) {
  return (
    <Popover width={560} position="top-start">
      <Popover.Target>
        <UnstyledButton className={classes.gaps}>
          ! {gaps.length} {gaps.length === 1 ? 'gap' : 'gaps'}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.list}>
        <ul>
          {gaps.map((gap) => (
            <li key={gap.id}>
              <strong>{gap.word}</strong>: {gap.sourceId} {gap.externalAccountId} {gap.region}
              {gap.from || gap.to
                ? `, ${gap.from ? shortTime(gap.from) : 'beginning'} – ${gap.to ? shortTime(gap.to) : 'end'}`
                : ''}
              {gap.detail ? `. ${gap.detail}` : ''}
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}
