'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../../contract/client.ts';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import type { SelectionJson } from './timeline-context.ts';

/** How many rows there are, how many stay away, and which number the first loaded row has among them. */
export function useCounts(
  selection: SelectionJson,
  order: 'asc' | 'desc',
  first: { row: TimelineRowJson | undefined; isAtStart: boolean },
  isEnabled: boolean,
) {
  const count = useQuery({
    ...api.timeline.count.queryOptions({ input: selection }),
    enabled: isEnabled,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const position = useQuery({
    ...api.timeline.position.queryOptions({ input: { ...selection, order, eventId: first.row?.id ?? '' } }),
    enabled: isEnabled && first.row !== undefined && !first.isAtStart,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const firstNumber = first.isAtStart ? 1 : (position.data?.position ?? null);
  return { count, firstNumber };
}
