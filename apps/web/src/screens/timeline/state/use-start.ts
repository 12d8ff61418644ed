'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../contract/client.ts';
import type { ViewState } from './view-state.ts';

/**
 * Where the list begins: at the time in the address, or for a link to a row at that row's time. `isKnown` is false while
 * the row's time is still asked for. A row opened by hand moves nothing.
 */
export function useStart(caseId: string, view: ViewState): { at: string | null; isKnown: boolean } {
  const [linked, setLinked] = useState(view.at === null ? view.row : null);
  const [search, setSearch] = useState(searchOf(view));
  if (search !== searchOf(view)) {
    setSearch(searchOf(view));
    setLinked(view.at === null && view.row !== null && linked !== null ? linked : null);
  }
  const row = useQuery({
    ...api.timeline.event.queryOptions({ input: { caseId, eventId: linked ?? '' } }),
    enabled: linked !== null && view.at === null,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (view.at !== null || linked === null) return { at: view.at, isKnown: true };
  return { at: row.data?.time ?? null, isKnown: !row.isPending };
}

function searchOf({ query, from, until, order, includeHidden, includeOwn }: ViewState): string {
  return JSON.stringify([query, from, until, order, includeHidden, includeOwn]);
}
