'use client';

import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { CoverageWord } from '@virga/domain';
import { clausesOf } from '@virga/timeline/query';
import { type PanelState, StatePanel } from '@virga/ui';
import Link from 'next/link';
import { api } from '../../../contract/client.ts';
import { Pending } from '../../shell/pending.tsx';
import { coverageOfQuery, demandedPlaces, isGap, touches } from '../query/coverage-of-query.ts';
import { useTimeline } from '../state/timeline-context.ts';

const panelOf: Partial<Record<CoverageWord, PanelState>> = {
  denied: 'denied',
  'not enabled': 'not enabled',
  'past retention': 'past retention',
  'not asked': 'not asked',
};

/** Instead of an empty table: none found where all was looked at, or why nothing can be known. */
export function NothingHere({ isComplete, isKnownPlace }: { isComplete: boolean; isKnownPlace: boolean | null }) {
  const { caseId, view, change, selection } = useTimeline();
  const coverage = useQuery(api.scope.coverage.queryOptions({ input: { caseId } }));
  const clauses = clausesOf(selection.query);
  const rows = coverageOfQuery(coverage.data?.items ?? [], clauses);
  const here = rows.filter((row) => touches(row, view.from, view.until));
  const gaps = here.filter(isGap);
  const demanded = Object.entries(demandedPlaces(clauses));
  const isSearch = selection.query !== '' || view.from !== null || view.until !== null;
  const widen = isSearch ? (
    <Button variant="default" onClick={() => change({ query: '', from: null, until: null, at: null })}>
      Show all events
    </Button>
  ) : (
    <Button component={Link} href={`/cases/${caseId}/evidence`} variant="default">
      Go to the evidence
    </Button>
  );
  const where = demanded.map(([field, values]) => `${field} ${values.join(', ')}`).join(' and ');
  if (gaps.length > 0 && (demanded.length > 0 || gaps.length === here.length)) {
    const [first] = gaps;
    return (
      <StatePanel
        state={panelOf[first!.word] ?? 'partial'}
        title={`No event to show${where ? ` for ${where}` : ''}: it was not, or not wholly, collected`}
        action={widen}
      >
        <ul>
          {gaps.slice(0, 8).map((gap) => (
            <li key={gap.id}>
              {gap.word}: {gap.sourceId} {gap.externalAccountId} {gap.region}. {gap.detail}
            </li>
          ))}
        </ul>
        {gaps.length > 8 ? `And ${gaps.length - 8} more. ` : ''}The number of such events is not known; it is not zero.
      </StatePanel>
    );
  }
  if (isKnownPlace === null) return <Pending what="what was collected" lines={3} />;
  if (!isKnownPlace)
    return (
      <StatePanel state="not asked" title={`Nothing was collected for ${where}`} action={widen}>
        No acquisition of this case has reported on it. How many such events there are is not known.
      </StatePanel>
    );
  if (!isSearch && isComplete && coverage.data?.items.length === 0)
    return (
      <StatePanel state="not asked" title="Nothing was collected for this case yet" action={widen}>
        Events appear here when an account was collected from or files were dropped on the Evidence tab.
      </StatePanel>
    );
  const searched = new Set(here.map((row) => row.sourceId)).size;
  return (
    <StatePanel
      state={isComplete ? 'none found' : 'partial'}
      title={isSearch ? 'No event of this search' : 'No event in this case yet'}
      action={widen}
    >
      {isComplete ? '' : 'Evidence is still being collected or parsed: events appear here as they arrive. '}
      {searched > 0 ? `${searched} ${searched === 1 ? 'source' : 'sources'} searched. ` : ''}
      {gaps.length > 0 ? `${gaps.length} gaps in what was collected; see the footer.` : ''}
    </StatePanel>
  );
}
