import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { api } from '../../../contract/client.ts';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import type { AnnotationWish } from './timeline-context.ts';

interface Page {
  items: TimelineRowJson[];
}

/** Rows as they are after a change, in every loaded page; nothing moves. */
export function patchRows(
  queries: QueryClient,
  eventIds: ReadonlySet<string>,
  update: (row: TimelineRowJson) => TimelineRowJson,
): void {
  queries.setQueriesData<InfiniteData<Page>>({ queryKey: api.timeline.search.key() }, (data) => {
    if (!data?.pages) return data;
    const pages = data.pages.map((page) =>
      page.items.some((row) => eventIds.has(row.id))
        ? { ...page, items: page.items.map((row) => (eventIds.has(row.id) ? update(row) : row)) }
        : page,
    );
    return { ...data, pages };
  });
}

/** The row with a wish applied as the server applies it, so that the screen answers at once. */
export function withWish(row: TimelineRowJson, wish: AnnotationWish): TimelineRowJson {
  const now = row.annotation ?? { starred: false, hidden: false, inReport: false, verdict: null, tags: [] };
  const kept = now.tags.filter((tag) => !wish.removeTags?.includes(tag));
  return {
    ...row,
    annotation: {
      starred: wish.starred ?? now.starred,
      hidden: wish.hidden ?? now.hidden,
      inReport: wish.inReport ?? now.inReport,
      verdict: wish.verdict === undefined ? now.verdict : wish.verdict,
      tags: [...new Set([...kept, ...(wish.addTags ?? [])])],
    },
  };
}
