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

/** Buckets and hatched hours of the selection; `span` is what the horizontal axis covers, null when nothing is known. */
export function useHistogram(buckets: number) {
  const { selection, tree } = useTimeline();
  const found = useQuery({
    ...api.timeline.histogram.queryOptions({ input: { ...selection, buckets } }),
    enabled: tree !== null && buckets > 0,
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
    const from = selection.from ?? data?.from;
    const until = selection.until ?? data?.until;
    return from && until && from < until ? { from: microsOf(from), until: microsOf(until) } : null;
  }, [selection.from, selection.until, data]);
  const hatches = useMemo(() => (span ? hatchesOf(gaps, span) : []), [gaps, span]);
  return { found, span, gaps, hatches };
}
