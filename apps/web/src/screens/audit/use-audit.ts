'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import type { readFilter } from './audit-filter.ts';

const pageSize = 200;

/** Pages of the audit log, newest first, by key. */
export function useAudit(input: ReturnType<typeof readFilter>['input']) {
  return useInfiniteQuery(
    api.audit.list.infiniteOptions({
      input: (cursor: string | undefined) => ({ ...input, limit: pageSize, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  );
}
