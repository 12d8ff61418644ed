'use client';

import { Button } from '@mantine/core';
import { StatePanel, TimeText } from '@virga/ui';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import type { ConnectionTest } from './account-types.ts';
import classes from './accounts.module.css';
import { readConnectionReport } from './connection-report.ts';
import { ConnectionResult } from './connection-result.tsx';
import { useRefreshAccounts } from './use-accounts.ts';

/** The newest test with its result, and the button for another. */
export function ConnectionTests({ accountId, tests }: { accountId: string; tests: readonly ConnectionTest[] }) {
  const start = useConfirmedMutation(() => client.accounts.test({ accountId }), useRefreshAccounts());
  const [newest] = tests;
  const isOpen = newest?.state === 'queued' || newest?.state === 'running';
  return (
    <>
      <div className={classes.row}>
        <Button variant="default" loading={start.isPending || isOpen} onClick={() => start.mutate()}>
          Test connection
        </Button>
        {newest ? (
          <span className={classes.quiet}>
            last test {newest.state} <TimeText iso={newest.finishedAt ?? newest.createdAt} seconds />
          </span>
        ) : null}
        {start.error ? (
          <span className={classes.error} role="alert">
            {start.error.message}
          </span>
        ) : null}
      </div>
      <Outcome test={newest ?? null} />
    </>
  );
}

function Outcome({ test }: { test: ConnectionTest | null }) {
  if (!test)
    return (
      <StatePanel state="not asked" title="This account was never tested">
        A test says who we are under each grant, which permissions of which source are missing, and which regions
        answer.
      </StatePanel>
    );
  if (test.state === 'queued' || test.state === 'running')
    return (
      <StatePanel state="loading" title={test.state === 'queued' ? 'The test waits for a worker' : 'The test runs'}>
        It reads only, and takes at most two minutes.
      </StatePanel>
    );
  const report = readConnectionReport(test.result);
  if (test.state === 'failed' || !report)
    return (
      <StatePanel state="failed" title="The account did not let us in">
        {test.errorMessage ?? 'The result has a form this version does not know.'} <code>{test.errorCode}</code>
      </StatePanel>
    );
  return <ConnectionResult report={report} />;
}
