'use client';

import { useQuery } from '@tanstack/react-query';
import { clauseFor } from '@virga/timeline/query';
import { client } from '../../contract/client.ts';

const shown = 3;

export interface Principals {
  values: string[];
  more: boolean;
}

/** The commonest actors of each rule's events; one rule after the other, so that searches of people are not kept waiting. */
export function usePrincipals(caseId: string, ruleIds: readonly string[]) {
  return useQuery({
    queryKey: ['detections', 'principals', caseId, ...ruleIds],
    queryFn: async ({ signal }) => {
      const byRule: Record<string, Principals> = {};
      for (const ruleId of ruleIds) {
        const query = clauseFor('rule', ruleId);
        const { items } = await client.timeline.facets({ caseId, query, fields: ['actor'], limit: shown }, { signal });
        byRule[ruleId] = { values: items[0]?.values.map(({ value }) => value) ?? [], more: items[0]?.more ?? false };
      }
      return byRule;
    },
    enabled: ruleIds.length > 0,
    staleTime: 60_000,
  });
}
