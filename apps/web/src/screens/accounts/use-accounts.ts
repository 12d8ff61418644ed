'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';

const isOpen = (state: string | undefined) => state === 'queued' || state === 'running';

export function useAccounts() {
  return useQuery({
    ...api.accounts.list.queryOptions(),
    refetchInterval: (query) => (query.state.data?.items.some((row) => isOpen(row.lastTest?.state)) ? 2000 : false),
  });
}

/** One account; asked again every 1.5 s while a test of it runs, beside the live events. */
export function useAccount(accountId: string) {
  return useQuery({
    ...api.accounts.get.queryOptions({ input: { accountId } }),
    refetchInterval: (query) => (isOpen(query.state.data?.lastTest?.state) ? 1500 : false),
  });
}

export function useRefreshAccounts() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: api.accounts.key() });
}
