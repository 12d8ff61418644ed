'use client';

import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { api } from '../../contract/client.ts';
import { toggleExcluded, toggleIncluded } from './query/value-filter.ts';
import { hitsOf } from './state/hits-of.ts';
import { TimelineContext, type TimelineScope } from './state/timeline-context.ts';
import { useAnnotate } from './state/use-annotate.ts';
import { useSelection } from './state/use-selection.ts';
import { useViewState } from './state/use-view-state.ts';
import { TimelineLayout } from './timeline-layout.tsx';

/** The Timeline tab of a case: its view stands in the address bar, so that a link reproduces it. */
export function TimelineScreen({ caseId }: { caseId: string }) {
  const { view, change } = useViewState();
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId } }));
  const { selection, problem, tree } = useSelection(caseId, view);
  const marks = useAnnotate(caseId);
  const { mutate } = marks.change;
  const annotate = useCallback<TimelineScope['annotate']>(
    (eventIds, wish) => mutate({ wish, target: { eventIds: [...eventIds] } }),
    [mutate],
  );
  const filter = useCallback<TimelineScope['filter']>(
    (field, value, how) => {
      if (tree === null) return;
      const toggle = how === 'include' ? toggleIncluded : toggleExcluded;
      change({ query: toggle(selection.query, field, value), at: null });
    },
    [tree, selection.query, change],
  );
  const may = one.data?.may;
  const scope = useMemo<TimelineScope>(
    () => ({
      caseId,
      view,
      change,
      selection,
      tree,
      hits: hitsOf(tree),
      mayAnnotate: may?.includes('timeline:annotate') ?? false,
      mayReadRaw: may?.includes('evidence:raw') ?? false,
      filter,
      annotate,
    }),
    [caseId, view, change, selection, tree, may, filter, annotate],
  );
  return (
    <TimelineContext value={scope}>
      <TimelineLayout problem={problem} marks={marks} />
    </TimelineContext>
  );
}
