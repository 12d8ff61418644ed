'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';

/** Pages of users whose name or mail address holds `text`. */
export function useUsers(text: string) {
  return useInfiniteQuery(
    api.users.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: 200,
        ...(text ? { text } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (last) => last.next ?? undefined,
    }),
  );
}

export function useRefreshUsers() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: api.users.key() });
}
