'use client';

import { parseQuery } from '@virga/timeline/query';
import { useMemo } from 'react';
import { readClauses } from '../query/read-clauses.ts';
import type { SelectionJson } from './timeline-context.ts';
import type { ViewState } from './view-state.ts';

/** What the view asks the server for; the same object as long as nothing of it changes. */
export function useSelection(caseId: string, view: ViewState) {
  const { query, from, until, includeHidden, includeOwn } = view;
  const selection = useMemo<SelectionJson>(
    () => ({ caseId, query, from, until, includeHidden, includeOwn }),
    [caseId, query, from, until, includeHidden, includeOwn],
  );
  const problem = useMemo(() => readClauses(query).problem, [query]);
  const tree = useMemo(() => (problem ? null : parseQuery(query)), [problem, query]);
  return { selection, problem, tree };
}
