'use client';

import { useQuery } from '@tanstack/react-query';
import { clauseFor, clausesOf } from '@virga/timeline/query';
import { api } from '../../../contract/client.ts';
import { coverageOfQuery, demandedPlaces } from '../query/coverage-of-query.ts';
import { useTimeline } from './timeline-context.ts';

/**
 * Whether a search that found nothing looked into places that this case knows: false when it demands a source, account or
 * region of which the case holds no row and on which no acquisition reported; null while that is not known yet.
 */
export function useKnownPlaces(isEmpty: boolean): boolean | null {
  const { caseId, selection, tree } = useTimeline();
  const clauses = tree ? clausesOf(selection.query) : [];
  const demanded = Object.entries(demandedPlaces(clauses));
  const query = demanded
    .map(([field, values]) => `(${values.map((value) => clauseFor(field, value)).join(' OR ')})`)
    .join(' AND ');
  const isAsked = isEmpty && demanded.length > 0;
  const coverage = useQuery({ ...api.scope.coverage.queryOptions({ input: { caseId } }), enabled: isAsked });
  const held = useQuery({
    ...api.timeline.count.queryOptions({ input: { caseId, query, includeHidden: true, includeOwn: true } }),
    enabled: isAsked,
  });
  if (!isAsked) return true;
  if (!coverage.data || !held.data) return null;
  return held.data.total > 0 || coverageOfQuery(coverage.data.items, clauses).length > 0;
}
