'use client';

import { UnstyledButton } from '@mantine/core';
import { countText } from '@virga/ui';
import { useTimeline } from '../state/timeline-context.ts';
import classes from './count-chips.module.css';

export interface CountChipsProps {
  count: { hiddenExcluded: number; ownExcluded: number } | undefined;
}

/** What matches and stays away: our own calls and rows that someone hid. A click brings them in or leaves them out. */
export function CountChips({ count }: CountChipsProps) {
  const { view, change } = useTimeline();
  return (
    <>
      {view.includeOwn || (count?.ownExcluded ?? 0) > 0 ? (
        <UnstyledButton
          className={classes.chip}
          aria-pressed={view.includeOwn}
          title="Calls that our own collection made"
          onClick={() => change({ includeOwn: !view.includeOwn, at: null })}
        >
          {view.includeOwn ? 'own calls shown' : `${countText(count?.ownExcluded ?? 0)} own calls hidden`}
        </UnstyledButton>
      ) : null}
      {view.includeHidden || (count?.hiddenExcluded ?? 0) > 0 ? (
        <UnstyledButton
          className={classes.chip}
          aria-pressed={view.includeHidden}
          title="Rows that an analyst hid"
          onClick={() => change({ includeHidden: !view.includeHidden, at: null })}
        >
          {view.includeHidden ? 'hidden rows shown' : `${countText(count?.hiddenExcluded ?? 0)} hidden rows`}
        </UnstyledButton>
      ) : null}
    </>
  );
}
