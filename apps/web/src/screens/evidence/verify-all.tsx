'use client';

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../contract/client.ts';
import classes from './evidence.module.css';

/** Has the chain and every sealed byte of the case read again now; each verdict appears on its item. */
export function VerifyAll({ caseId }: { caseId: string }) {
  const queries = useQueryClient();
  const verify = useMutation(
    api.evidence.verifyAll.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.evidence.key() }),
    }),
  );
  return (
    <>
      {verify.data ? (
        <span role="status" className={classes.quiet}>
          The chain and {verify.data.items} items are read again; the verdicts appear here.
        </span>
      ) : null}
      {verify.error ? (
        <span role="alert" className={classes.bad}>
          {verify.error.message}
        </span>
      ) : null}
      <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate({ caseId })}>
        Verify everything now
      </Button>
    </>
  );
}
