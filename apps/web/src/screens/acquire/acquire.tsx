'use client';

import { Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { StatePanel } from '@virga/ui';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import classes from './acquire.module.css';
import { AcquireForm } from './acquire-form.tsx';
import { givenParameters } from './given-parameters.ts';
import { SourceFacts } from './source-facts.tsx';

export interface AcquireProps {
  caseId: string;
  sourceId: string | null;
  accountId: string | null;
  /** JSON of what "collect this" knows. */
  given: string | null;
}

/** Choose account and source, fill in what the source asks, see what it needs and does, start. */
export function Acquire({ caseId, sourceId, accountId, given }: AcquireProps) {
  const catalog = useQuery(api.catalog.get.queryOptions());
  const accounts = useQuery(api.scope.accounts.queryOptions({ input: { caseId } }));
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId } }));
  const [source, setSource] = useState(sourceId);
  const [account, setAccount] = useState(accountId);
  const error = catalog.error ?? accounts.error ?? one.error;
  if (error) return <ProblemPanel error={error} what="The acquire page" onRetry={() => void catalog.refetch()} />;
  if (!catalog.data || !accounts.data || !one.data) return <Pending what="sources and accounts" />;
  const usable = accounts.data.items.filter((row) => !row.disabledAt);
  if (usable.length === 0)
    return (
      <StatePanel state="not enabled" title="No cloud account is granted to this case">
        An admin grants accounts to cases on the Accounts screen. Files can be dropped on the Evidence tab without one.
      </StatePanel>
    );
  const chosenAccount = usable.find((row) => row.id === account) ?? usable[0]!;
  const sources = catalog.data.sources.filter((entry) => entry.provider === chosenAccount.provider);
  const chosen = sources.find((entry) => entry.id === source) ?? sources[0];
  return (
    <div className={classes.page}>
      <h1 className={classes.title}>Collect{chosen ? ` ${chosen.title}` : ''}</h1>
      <Stack gap={12}>
        <Select
          label="Account"
          allowDeselect={false}
          data={usable.map((row) => ({
            value: row.id,
            label: `${row.name} (${row.externalAccountId})${row.staged ? ', range' : ''}`,
          }))}
          value={chosenAccount.id}
          onChange={setAccount}
        />
        <Select
          label="Source"
          description={chosen?.brings}
          allowDeselect={false}
          data={sources.map((entry) => ({ value: entry.id, label: entry.title }))}
          value={chosen?.id ?? null}
          onChange={setSource}
        />
        {chosen ? (
          <AcquireForm
            key={`${chosen.id} ${chosenAccount.id}`}
            source={chosen}
            account={chosenAccount}
            incident={one.data}
            given={chosen.id === sourceId ? givenParameters(given) : {}}
          />
        ) : (
          <StatePanel state="none found" title="No source of this version collects from this provider" />
        )}
      </Stack>
      {chosen ? <SourceFacts source={chosen} grants={chosenAccount.grants} /> : null}
    </div>
  );
}
