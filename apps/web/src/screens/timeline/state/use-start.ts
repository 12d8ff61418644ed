'use client';

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../contract/client.ts';
import { useFit } from '../histogram/use-fit.ts';
import type { SelectionJson } from './timeline-context.ts';
import type { ViewState } from './view-state.ts';

/**
 * Where the list begins: at the time in the address, for a link to a row at that row's time, and for a case just opened
 * where its events are, with the outliers above. `isKnown` is false while that is still asked for. A row opened by hand moves
 * nothing.
 */
export function useStart(view: ViewState, selection: SelectionJson): { at: string | null; isKnown: boolean } {
  const [linked, setLinked] = useState(view.at === null ? view.row : null);
  const [search, setSearch] = useState(searchOf(view));
  if (search !== searchOf(view)) {
    setSearch(searchOf(view));
    setLinked(view.at === null && view.row !== null && linked !== null ? linked : null);
  }
  const isLinked = view.at === null && linked !== null;
  const row = useQuery({
    ...api.timeline.event.queryOptions({ input: { caseId: selection.caseId, eventId: linked ?? '' } }),
    enabled: isLinked,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const opensFresh = view.at === null && !isLinked && view.query === '' && view.order === 'asc' && !view.wholeSpan;
  const isFree = view.from === null && view.until === null;
  const fit = useFit(selection, opensFresh && isFree);
  if (isLinked) return { at: row.data?.time ?? null, isKnown: !row.isPending };
  if (opensFresh && isFree) return { at: beginOf(fit.data), isKnown: !fit.isPending && !fit.isPlaceholderData };
  return { at: view.at, isKnown: true };
}

/** With nothing before it, the beginning is the beginning of the list. */
function beginOf(fit: { from: string; before: number } | null | undefined): string | null {
  return fit && fit.before > 0 ? fit.from : null;
}

function searchOf({ query, from, until, order, includeHidden, includeOwn }: ViewState): string {
  return JSON.stringify([query, from, until, order, includeHidden, includeOwn]);
}
