'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../../contract/client.ts';
import type { SelectionJson } from './timeline-context.ts';

const pageRows = 200;
/** Pages kept at once: what scrolled far away is asked again. */
const mostPages = 25;

interface PageParam {
  page?: string;
  at?: string;
}

/** Rows of a search by key, in both directions. They never change place by themselves: news waits for its button. */
export function useTimelineRows(
  selection: SelectionJson,
  order: 'asc' | 'desc',
  at: string | null,
  isEnabled: boolean,
) {
  const initial: PageParam = at ? { at } : {};
  const rows = useInfiniteQuery({
    ...api.timeline.search.infiniteOptions({
      input: (param: PageParam) => ({ ...selection, order, limit: pageRows, ...param }),
      initialPageParam: initial,
      getNextPageParam: (last): PageParam | undefined => (last.next ? { page: last.next } : undefined),
      getPreviousPageParam: (first): PageParam | undefined => (first.previous ? { page: first.previous } : undefined),
    }),
    maxPages: mostPages,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
    placeholderData: keepPreviousData,
    enabled: isEnabled,
  });
  const items = useMemo(() => rows.data?.pages.flatMap((page) => page.items) ?? [], [rows.data]);
  return { rows, items };
}
