'use client';

import { Button, Checkbox } from '@mantine/core';
import { countText } from '@virga/ui';
import type { AnnotationWish } from '../state/timeline-context.ts';
import type { Picked } from '../state/use-picked.ts';
import { MarkButtons } from './mark-buttons.tsx';
import classes from './marks.module.css';

const mostOfQuery = 50_000;

export interface BulkBarProps {
  picked: Picked;
  total: number | null;
  onMark(wish: AnnotationWish): void;
}

/** Marks for the picked rows, or for every row of the query; each is one entry of undo. */
export function BulkBar({ picked, total, onMark }: BulkBarProps) {
  if (picked.picked.size === 0) return null;
  const isTooMany = total === null || total > mostOfQuery;
  return (
    <div className={classes.bulk} role="toolbar" aria-label="Mark the selected rows">
      <strong>
        {picked.isWholeQuery ? `${countText(total ?? 0)} rows` : `${countText(picked.picked.size)} selected`}
      </strong>
      <Checkbox
        label={
          isTooMany ? `Whole query (at most ${countText(mostOfQuery)} rows)` : `Whole query (${countText(total)} rows)`
        }
        checked={picked.isWholeQuery}
        disabled={isTooMany}
        onChange={(event) => picked.setWholeQuery(event.currentTarget.checked)}
      />
      <MarkButtons now={null} onMark={onMark} />
      <Button variant="subtle" size="compact-xs" onClick={() => onMark({ starred: false, verdict: null })}>
        Clear star and verdict
      </Button>
      <Button variant="subtle" size="compact-xs" onClick={picked.clear}>
        Clear selection
      </Button>
    </div>
  );
}
