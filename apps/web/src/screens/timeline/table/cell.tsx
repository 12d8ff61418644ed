import { IconMessage, IconStar, IconStarFilled } from '@tabler/icons-react';
import { countText, MiddleCut, ProviderBadge, SeverityMark, TagMark, TimeText } from '@virga/ui';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { type ColumnDefinition, cellText } from '../state/columns.ts';
import { HitText } from './hit-text.tsx';
import classes from './table.module.css';

export interface CellProps {
  row: TimelineRowJson;
  column: ColumnDefinition;
  hits: readonly string[];
  /** Pixels of the column at least. */
  width: number;
}

/** What stands in one cell, by the look of its column. */
export function Cell({ row, column, hits, width }: CellProps) {
  switch (column.look) {
    case 'time':
      return <TimeText iso={row.time} />;
    case 'star':
      return <StarCell row={row} />;
    case 'severity':
      return <SeverityMark severity={row.severity} />;
    case 'source':
      return (
        <>
          <ProviderBadge provider={row.provider} />{' '}
          <span title={row.source}>
            <HitText text={withoutProvider(row, hits)} hits={hits} />
          </span>
        </>
      );
    case 'tags':
      return <TagsCell row={row} />;
    case 'comments':
      return row.commentCount > 0 ? (
        <span className={classes.comments} title={`${row.commentCount} comments`}>
          <IconMessage size={16} aria-label="comments" /> {row.commentCount}
        </span>
      ) : null;
    default:
      return <TextCell {...{ row, column, hits, width }} />;
  }
}

/** The badge says the provider already; a searched name stays whole, so that the hit can be seen in it. */
function withoutProvider({ source, provider }: TimelineRowJson, hits: readonly string[]): string {
  const isHit = hits.some((hit) => source.toLowerCase().includes(hit.toLowerCase()));
  return !isHit && source.startsWith(`${provider}/`) ? source.slice(provider.length + 1) : source;
}

function StarCell({ row }: { row: TimelineRowJson }) {
  const isStarred = row.annotation?.starred ?? false;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={classes.star}
      data-do="star"
      aria-pressed={isStarred}
      aria-label={isStarred ? 'Take the star away' : 'Star'}
    >
      {isStarred ? <IconStarFilled size={16} /> : <IconStar size={16} />}
    </button>
  );
}

function TagsCell({ row }: { row: TimelineRowJson }) {
  if (!row.annotation) return null;
  const { verdict, tags, hidden, inReport } = row.annotation;
  return (
    <span className={classes.tags}>
      {verdict ? <TagMark tag={verdict} /> : null}
      {hidden ? <TagMark tag="hidden" /> : null}
      {inReport ? <TagMark tag="in report" /> : null}
      {tags.map((tag) => (
        <TagMark key={tag} tag={tag} />
      ))}
    </span>
  );
}

/**
 * Letters of the end that stay (12 px mono, 8 px padding at both sides): half of what fits, of an ARN two thirds, since its
 * beginning is the same in every row.
 */
function tailOf(text: string, width: number): number {
  const fits = (width - 16) / 7.2;
  return text.startsWith('arn:') ? Math.max(4, Math.floor((fits * 2) / 3)) : Math.max(4, Math.floor(fits / 2) - 1);
}

function TextCell({ row, column, hits, width }: CellProps) {
  const text = cellText(row, column.id);
  if (text === null || text === '') return null;
  if (column.look === 'number') return <span className={classes.number}>{countText(text)}</span>;
  const isHit = hits.some((hit) => text.toLowerCase().includes(hit.toLowerCase()));
  if (column.look === 'id' && !isHit) return <MiddleCut text={text} tail={tailOf(text, width)} />;
  return (
    <span className={column.look === 'id' || column.look === 'action' ? classes.mono : undefined}>
      <HitText text={text} hits={hits} />
    </span>
  );
}
