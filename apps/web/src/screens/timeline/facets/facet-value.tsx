'use client';

import { clausesOf } from '@virga/timeline/query';
import { countText, MiddleCut } from '@virga/ui';
import { filterState } from '../query/value-filter.ts';
import { useTimeline } from '../state/timeline-context.ts';
import classes from './facets.module.css';

export interface FacetValueProps {
  field: string;
  value: string;
  count: number;
  /** Of the commonest value, 0 to 1. */
  share: number;
}

/** Click includes, Shift-click excludes; both also as buttons that appear on hover and focus. */
export function FacetValue({ field, value, count, share }: FacetValueProps) {
  const { filter, tree, view } = useTimeline();
  const state = tree ? filterState(clausesOf(view.query), field, value) : null;
  const mark = state === 'included' ? '✓' : state === 'excluded' ? '−' : '';
  return (
    <li className={classes.value} data-state={state ?? undefined} data-zero={count === 0 || undefined}>
      <button
        type="button"
        className={classes.take}
        aria-pressed={state === 'included'}
        title={`${field}: ${state ?? 'click includes, Shift-click excludes'}`}
        onClick={(event) => filter(field, value, event.shiftKey ? 'exclude' : 'include')}
      >
        <span className={classes.mark} aria-hidden>
          {mark}
        </span>
        <span className={classes.text}>
          <MiddleCut text={value} tail={value.startsWith('arn:') ? 16 : 9} />
        </span>{' '}
        <span className={classes.count}>{countText(count)}</span>
        <span className={classes.share} style={{ width: `${share * 100}%` }} aria-hidden />
      </button>
      <span className={classes.buttons}>
        <button type="button" aria-label={`Include ${value}`} onClick={() => filter(field, value, 'include')}>
          +
        </button>
        <button type="button" aria-label={`Exclude ${value}`} onClick={() => filter(field, value, 'exclude')}>
          −
        </button>
      </span>
    </li>
  );
}
