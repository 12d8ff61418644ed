'use client';

import { useQuery } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import { Section } from '../tables/section.tsx';
import { Coverage } from './coverage.tsx';
import { Inventory } from './inventory.tsx';
import { Runs } from './runs.tsx';
import classes from './scope.module.css';

/** Scope tab: what there is and was, who was asked, and what cannot be known. */
export function Scope({ caseId }: { caseId: string }) {
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId } }));
  const may = new Set(one.data?.may ?? []);
  return (
    <div className={classes.page}>
      <Section title="Inventory" hint="Live from the cloud's own answers; gone is known only from logs.">
        <Inventory caseId={caseId} may={may} />
      </Section>
      <Section title="Inventory runs" hint="Who was asked, when, and what did not answer.">
        <Runs caseId={caseId} mayRefresh={may.has('scope:refresh')} />
      </Section>
      <Coverage caseId={caseId} />
    </div>
  );
}
