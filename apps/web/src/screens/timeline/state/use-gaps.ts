'use client';

import { useQuery } from '@tanstack/react-query';
import { clausesOf } from '@virga/timeline/query';
import { useMemo } from 'react';
import { api } from '../../../contract/client.ts';
import { type CoverageJson, coverageOfQuery, isGap, touches } from '../query/coverage-of-query.ts';
import { useTimeline } from './timeline-context.ts';

/** What was not, or not wholly, collected of the places and the range that one looks at. */
export function useGaps(): CoverageJson[] {
  const { caseId, selection, tree } = useTimeline();
  const coverage = useQuery(api.scope.coverage.queryOptions({ input: { caseId } }));
  return useMemo(() => {
    if (!coverage.data || !tree) return [];
    const rows = coverageOfQuery(coverage.data.items, clausesOf(selection.query));
    return rows.filter((row) => isGap(row) && touches(row, selection.from, selection.until));
  }, [coverage.data, tree, selection]);
}
