'use client';

import { Button } from '@mantine/core';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import type { AnnotationWish } from '../state/timeline-context.ts';
import { TagButton } from './tag-button.tsx';

export interface MarkButtonsProps {
  /** Marks of the one row; null for a bulk change, which always sets. */
  now: TimelineRowJson['annotation'];
  onMark(wish: AnnotationWish): void;
}

const verdicts = [
  ['bad', '✕ Bad'],
  ['suspicious', '? Suspicious'],
  ['good', '✓ Good'],
] as const;

/** Star, verdict, tag, hide, report: for one row, for the picked rows or for a whole query. */
export function MarkButtons({ now, onMark }: MarkButtonsProps) {
  const toggle = (name: 'starred' | 'hidden' | 'inReport', set: string, unset: string) => (
    <Button
      variant="default"
      size="compact-xs"
      aria-pressed={now ? now[name] : undefined}
      onClick={() => onMark({ [name]: !now?.[name] })}
    >
      {now?.[name] ? unset : set}
    </Button>
  );
  return (
    <>
      {toggle('starred', 'Star', 'Unstar')}
      {verdicts.map(([verdict, label]) => (
        <Button
          key={verdict}
          variant="default"
          size="compact-xs"
          c={`var(--v-tag-${verdict})`}
          aria-pressed={now?.verdict === verdict}
          fw={now?.verdict === verdict ? 600 : 400}
          onClick={() => onMark({ verdict: now?.verdict === verdict ? null : verdict })}
        >
          {label}
        </Button>
      ))}
      <TagButton onTag={(tags) => onMark({ addTags: tags })} />
      {toggle('hidden', 'Hide', 'Show again')}
      {toggle('inReport', 'Add to report', 'Take from report')}
    </>
  );
}
