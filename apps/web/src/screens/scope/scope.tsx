'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Section } from '../tables/section.tsx';
import { Clocks } from './clocks.tsx';
import { Coverage } from './coverage.tsx';
import { Inventory } from './inventory.tsx';
import { Runs } from './runs.tsx';
import classes from './scope.module.css';

/** Scope tab: what there is and was, who was asked, and what cannot be known. */
export function Scope({ caseId }: { caseId: string }) {
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId } }));
  const queries = useQueryClient();
  // Asked by the parts below as well: when both fail, everything here did, and it is said once.
  const runs = useQuery(api.scope.runs.queryOptions({ input: { caseId } }));
  const coverage = useQuery(api.scope.coverage.queryOptions({ input: { caseId } }));
  if (runs.error && coverage.error)
    return (
      <ProblemPanel
        error={runs.error}
        what="Inventory, runs and coverage"
        onRetry={() => void queries.refetchQueries({ type: 'active' })}
      />
    );
  const may = new Set(one.data?.may ?? []);
  return (
    <div className={classes.page}>
      <Section title="Inventory" hint="Live from the cloud's own answers; gone is known only from logs.">
        <Inventory caseId={caseId} may={may} />
      </Section>
      <Clocks caseId={caseId} mayCollect={may.has('acquisition:start')} />
      <Section title="Inventory runs" hint="Who was asked, when, and what did not answer.">
        <Runs caseId={caseId} mayRefresh={may.has('scope:refresh')} />
      </Section>
      <Coverage caseId={caseId} />
    </div>
  );
}
