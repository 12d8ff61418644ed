'use client';

import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useParams, useRouter } from 'next/navigation';
import { api } from '../../contract/client.ts';
import { caseTabs } from './case-tabs.tsx';

/** Ctrl/⌘ K: cases by number or title, and the screens of the case one is in. */
export function Palette() {
  const router = useRouter();
  const { caseId } = useParams<{ caseId?: string }>();
  const cases = useQuery(api.cases.list.queryOptions({ input: { status: 'all' } }));
  const go = (href: string) => () => router.push(href);
  const actions: SpotlightActionData[] = [
    ...(caseId
      ? caseTabs.map((tab) => ({
          id: tab.label,
          label: tab.label,
          description: 'in this case',
          onClick: go(`/cases/${caseId}${tab.path}`),
        }))
      : []),
    ...(cases.data?.items ?? []).map((row) => ({
      id: row.id,
      label: `VC-${row.number} ${row.title}`,
      description: `case, ${row.status}`,
      onClick: go(`/cases/${row.id}`),
    })),
    { id: 'home', label: 'Cases', description: 'screen', onClick: go('/') },
    { id: 'accounts', label: 'Accounts', description: 'screen', onClick: go('/admin/accounts') },
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={['mod + K']}
      nothingFound="Nothing by that name"
      highlightQuery
      searchProps={{ placeholder: 'Find a case or a screen' }}
    />
  );
}
