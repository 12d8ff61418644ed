'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { clausesOf } from '@virga/timeline/query';
import { useMemo } from 'react';
import { api } from '../../../contract/client.ts';
import { coverageOfQuery } from '../query/coverage-of-query.ts';
import { useTimeline } from '../state/timeline-context.ts';
import { microsOf } from '../state/times.ts';
import type { Span } from './bars-of.ts';
import { hatchesOf } from './hatches-of.ts';
import { useFit } from './use-fit.ts';

/**
 * Buckets and hatched hours of the selection; `span` is what the horizontal axis covers, null when nothing is known. Without
 * a chosen range it is fitted to where the rows are: `fitted` says how many stand outside.
 */
export function useHistogram(buckets: number) {
  const { selection, tree, view } = useTimeline();
  const isFree = selection.from === null && selection.until === null;
  const wantsFit = isFree && !view.wholeSpan;
  const fit = useFit(selection, tree !== null && wantsFit);
  const fitted = wantsFit ? (fit.data ?? null) : null;
  const from = selection.from ?? fitted?.from ?? null;
  const until = selection.until ?? fitted?.until ?? null;
  const found = useQuery({
    ...api.timeline.histogram.queryOptions({ input: { ...selection, from, until, buckets } }),
    enabled: tree !== null && buckets > 0 && !(wantsFit && fit.isPending),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const { data } = found;
  const gaps = useMemo(
    () => (data && tree ? coverageOfQuery(data.gaps, clausesOf(selection.query)) : []),
    [data, tree, selection.query],
  );
  const span = useMemo<Span | null>(() => {
    const [first, last] = [from ?? data?.from, until ?? data?.until];
    return first && last && first < last ? { from: microsOf(first), until: microsOf(last) } : null;
  }, [from, until, data]);
  const hatches = useMemo(() => (span ? hatchesOf(gaps, span) : []), [gaps, span]);
  return { found, span, gaps, hatches, fitted, isFree, isBusy: found.isFetching || fit.isFetching };
}
