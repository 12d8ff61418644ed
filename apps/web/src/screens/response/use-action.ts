'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';

/** One action; asked again every 1.5 s while a worker has it, beside the live events. */
export function useAction(caseId: string, actionId: string) {
  return useQuery({
    ...api.actions.get.queryOptions({ input: { caseId, actionId } }),
    refetchInterval: (query) => (query.state.data?.running ? 1500 : false),
  });
}

/** Makes everything about containment stale, here and on the overview. */
export function useRefreshActions() {
  const queries = useQueryClient();
  return () =>
    Promise.all([
      queries.invalidateQueries({ queryKey: api.actions.key() }),
      queries.invalidateQueries({ queryKey: api.overview.key() }),
    ]);
}
