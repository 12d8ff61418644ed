'use client';

import { TagMark } from '@virga/ui';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { useTimeline } from '../state/timeline-context.ts';
import { MarkButtons } from './mark-buttons.tsx';
import classes from './marks.module.css';

/** Marks of the open row: what the keys do, for the mouse. */
export function MarkBar({ row }: { row: TimelineRowJson }) {
  const { annotate } = useTimeline();
  return (
    <div className={classes.bar}>
      {row.annotation?.tags.map((tag) => (
        <button
          key={tag}
          type="button"
          className={classes.tag}
          aria-label={`Remove the tag ${tag}`}
          onClick={() => annotate([row.id], { removeTags: [tag] })}
        >
          <TagMark tag={tag} /> ✕
        </button>
      ))}
      <MarkButtons now={row.annotation} onMark={(wish) => annotate([row.id], wish)} />
    </div>
  );
}
