'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import type { AccountRow } from './catalog-source.ts';

type Suggestion = { value: string; label: string };

/** Which inventory kind answers which parameter. */
const kindOf: Record<string, string> = { instanceId: 'instance', trail: 'trail' };

/** Values we know for a parameter, so that nobody types an instance id by hand. */
export function useSuggestions(caseId: string, account: AccountRow, fields: readonly string[]) {
  const kinds = fields.flatMap((name) => kindOf[name] ?? []);
  const kind = kinds[0];
  const inventory = useQuery({
    ...api.scope.inventory.queryOptions({
      input: { caseId, limit: 500, presence: 'live', ...(kind ? { kind } : {}) },
    }),
    enabled: kind !== undefined,
  });
  return (name: string): Suggestion[] => {
    if (name === 'region' || name === 'regions') return account.regions.map((value) => ({ value, label: value }));
    if (name === 'accounts') return [{ value: account.externalAccountId, label: account.name }];
    if (!kindOf[name] || kindOf[name] !== kind) return [];
    return (inventory.data?.items ?? [])
      .filter((row) => row.accountId === account.id)
      .map((row) => ({ value: row.resourceId, label: `${row.resourceId} ${row.name} ${row.region}` }));
  };
}
