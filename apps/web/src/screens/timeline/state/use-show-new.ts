'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../../contract/client.ts';

/** Brings in what arrived since: the one moment when rows may move. */
export function useShowNew(): () => void {
  const queries = useQueryClient();
  return useCallback(() => {
    void queries.invalidateQueries({ queryKey: ['timeline-fit'] });
    for (const branch of [api.timeline, api.scope.coverage]) void queries.invalidateQueries({ queryKey: branch.key() });
  }, [queries]);
}
