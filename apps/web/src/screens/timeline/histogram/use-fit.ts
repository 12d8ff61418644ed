'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { formatTime } from '@virga/domain';
import { addClause } from '@virga/timeline/query';
import { client } from '../../../contract/client.ts';
import type { SelectionJson } from '../state/timeline-context.ts';
import { type Fit, fitOf } from './fit-of.ts';

export interface FittedRange {
  from: string;
  until: string;
  /** Rows of the search that stand outside. */
  before: number;
  after: number;
}

/** What happened and was logged; times of files and resources reach back to when an image was made. */
const logged = '(timeMeaning:Event OR timeMeaning:Logged)';
const buckets = 400;
const mostLooks = 3;

async function fitTo(selection: SelectionJson, signal: AbortSignal): Promise<Fit | null> {
  let fit: Fit | null = null;
  for (let look = 0; look < mostLooks; look += 1) {
    const range = fit ? { from: formatTime(fit.from), until: formatTime(fit.until) } : {};
    const found = await client.timeline.histogram({ ...selection, ...range, buckets }, { signal });
    const closer = fitOf(found.buckets, BigInt(found.bucketMicros));
    if (!closer) return fit;
    fit = closer;
    if (!fit.isCoarse) return fit;
  }
  return fit;
}

async function findRange(selection: SelectionJson, signal: AbortSignal): Promise<FittedRange | null> {
  const events = { ...selection, query: addClause(selection.query, logged) };
  const fit = (await fitTo(events, signal)) ?? (await fitTo(selection, signal));
  if (!fit) return null;
  const [from, until] = [formatTime(fit.from), formatTime(fit.until)];
  const [before, after] = await Promise.all([
    client.timeline.count({ ...selection, until: from }, { signal }),
    client.timeline.count({ ...selection, from: until }, { signal }),
  ]);
  return { from, until, before: before.total, after: after.total };
}

/** Where the rows of a search really are; asked only while nobody chose a range. Null data: there is no row. */
export function useFit(selection: SelectionJson, isEnabled: boolean) {
  return useQuery({
    queryKey: ['timeline-fit', selection],
    queryFn: ({ signal }) => findRange(selection, signal),
    enabled: isEnabled && selection.from === null && selection.until === null,
    // Without it the whole time is shown: not worth keeping anybody waiting.
    retry: false,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}
