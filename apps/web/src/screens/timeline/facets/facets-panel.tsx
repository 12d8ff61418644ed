'use client';

import { UnstyledButton } from '@mantine/core';
import { IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../contract/client.ts';
import { ProblemPanel } from '../../shell/problem-panel.tsx';
import { keep, readKept } from '../state/kept-on-machine.ts';
import { useTimeline } from '../state/timeline-context.ts';
import { FacetGroup } from './facet-group.tsx';
import classes from './facets.module.css';
import { type FacetValueJson, keptValues } from './kept-values.ts';

export const facetFields = [
  ['provider', 'Provider'],
  ['account', 'Account'],
  ['region', 'Region'],
  ['source', 'Source'],
  ['service', 'Service'],
  ['action', 'Action'],
  ['actor', 'Actor'],
  ['sourceIp', 'Source IP'],
  ['outcome', 'Outcome'],
  ['tag', 'Tag'],
] as const;
const shown = 8;

/** Values with their counts under the present search. A value that no longer occurs keeps its place, with zero. */
export function FacetsPanel() {
  const [isFolded, setFolded] = useState(false);
  useEffect(() => setFolded(readKept('facets') === 'folded'), []);
  const fold = (next: boolean) => {
    setFolded(next);
    keep('facets', next ? 'folded' : null);
  };
  if (isFolded)
    return (
      <aside className={classes.folded} aria-label="Facets">
        <UnstyledButton className={classes.fold} aria-label="Show the facets" onClick={() => fold(false)}>
          <IconChevronsRight size={16} />
        </UnstyledButton>
      </aside>
    );
  return <OpenPanel onFold={() => fold(true)} />;
}

function OpenPanel({ onFold }: { onFold(): void }) {
  const { selection, tree } = useTimeline();
  const facets = useQuery({
    ...api.timeline.facets.queryOptions({
      input: { ...selection, fields: facetFields.map(([field]) => field), limit: shown },
    }),
    enabled: tree !== null,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const before = useRef(new Map<string, FacetValueJson[]>());
  if (facets.error && !facets.data)
    return (
      <aside className={classes.panel} aria-label="Facets">
        <ProblemPanel what="The counts" error={facets.error} onRetry={() => void facets.refetch()} />
      </aside>
    );
  return (
    <aside className={classes.panel} aria-label="Facets" aria-busy={facets.isFetching}>
      <UnstyledButton className={classes.fold} aria-label="Fold the facets away" onClick={onFold}>
        <IconChevronsLeft size={16} />
      </UnstyledButton>
      {facetFields.map(([field, title]) => {
        const now = facets.data?.items.find((item) => item.field === field);
        const values = now ? keptValues(before.current.get(field) ?? [], now, shown) : [];
        if (now) before.current.set(field, values);
        return (
          <FacetGroup key={field} {...{ field, title, values }} more={now?.more ?? false} isKnown={Boolean(now)} />
        );
      })}
    </aside>
  );
}
