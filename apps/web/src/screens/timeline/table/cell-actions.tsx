'use client';

import { notifications } from '@mantine/notifications';
import { IconArrowsHorizontal, IconCopy, IconFilter, IconFilterOff, IconHash } from '@tabler/icons-react';
import { clauseFor } from '@virga/timeline/query';
import { countText } from '@virga/ui';
import { client } from '../../../contract/client.ts';
import { useTimeline } from '../state/timeline-context.ts';
import classes from './table.module.css';

export interface CellActionsProps {
  field: string | null;
  value: string;
  /** Opens the row with its neighbours in time; left out where there is no row. */
  onAround?: (() => void) | undefined;
}

/** Filter for, filter out, copy, count, ± minutes around: the same buttons beside every value. */
export function CellActions({ field, value, onAround }: CellActionsProps) {
  const { caseId, filter, tree } = useTimeline();
  const count = async () => {
    if (!field) return;
    try {
      const { total } = await client.timeline.count({ caseId, query: clauseFor(field, value) });
      notifications.show({ title: `${countText(total)} rows`, message: `hold this ${field} in the whole case.` });
    } catch (error) {
      notifications.show({
        title: 'Not counted',
        message: error instanceof Error ? error.message : '',
        color: 'danger',
      });
    }
  };
  return (
    <span className={classes.actions}>
      {field && tree ? (
        <>
          <button
            type="button"
            title="Filter for"
            aria-label={`Filter for ${value}`}
            onClick={() => filter(field, value, 'include')}
          >
            <IconFilter size={16} />
          </button>
          <button
            type="button"
            title="Filter out"
            aria-label={`Filter out ${value}`}
            onClick={() => filter(field, value, 'exclude')}
          >
            <IconFilterOff size={16} />
          </button>
          <button type="button" title="Count in the case" aria-label={`Count ${value}`} onClick={() => void count()}>
            <IconHash size={16} />
          </button>
        </>
      ) : null}
      <button
        type="button"
        title="Copy"
        aria-label={`Copy ${value}`}
        onClick={() => void navigator.clipboard.writeText(value)}
      >
        <IconCopy size={16} />
      </button>
      {onAround ? (
        <button type="button" title="Minutes around" aria-label="Show the minutes around" onClick={onAround}>
          <IconArrowsHorizontal size={16} />
        </button>
      ) : null}
    </span>
  );
}
