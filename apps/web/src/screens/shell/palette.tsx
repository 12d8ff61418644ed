'use client';

import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { visibleText } from '@virga/domain';
import { useParams, useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { adminScreens } from './admin-screens.ts';
import { caseTabs } from './case-tabs.tsx';

/** Ctrl/⌘ K: cases by number or title, screens one may see, and on the timeline of this case whatever else was typed. */
export function Palette() {
  const router = useRouter();
  const { caseId } = useParams<{ caseId?: string }>();
  const [typed, setTyped] = useState('');
  const me = useQuery(api.session.me.queryOptions());
  const may = new Set<string>(me.data?.permissions ?? []);
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
    ...adminScreens
      .filter((screen) => may.has(screen.permission))
      .map(({ href, label }) => ({ id: href, label, description: 'screen', onClick: go(href) })),
    ...(caseId && typed.trim() !== '' ? [searchHere(caseId, typed.trim(), go)] : []),
  ];
  return (
    <Spotlight
      actions={actions}
      query={typed}
      onQueryChange={setTyped}
      shortcut={['mod + K']}
      nothingFound="Nothing by that name"
      highlightQuery
      searchProps={{ placeholder: 'Find a case, a screen, or an id on this timeline' }}
    />
  );
}

/** An id, an address, a name from anywhere: pasted here it is looked up as it stands, in every value of this case. */
function searchHere(caseId: string, typed: string, go: (href: string) => () => void): SpotlightActionData {
  const query = `"${typed.replace(/["\\]/g, '\\$&')}"`;
  return {
    id: 'search',
    label: `Search the timeline for ${visibleText(typed)}`,
    description: 'in every value of this case',
    onClick: go(`/cases/${caseId}/timeline?${new URLSearchParams({ q: query })}`),
  };
}
