'use client';

import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { TimeText } from '@virga/ui';
import { api } from '../../contract/client.ts';
import classes from './audit.module.css';
import { type AuditVerdict, stateSentence } from './state-sentence.ts';

/** Chain state: append only in the database, sealed by the collect worker, read again here. */
export function AuditState() {
  const glance = useQuery({ ...api.audit.state.queryOptions(), refetchInterval: 30_000 });
  const whole = useMutation(api.audit.verify.mutationOptions());
  const verdict = whole.data ?? glance.data;
  const error = whole.error ?? (verdict ? null : glance.error);
  return (
    <div className={classes.state} data-state={verdict ? stateOf(verdict) : 'unknown'} role="status">
      <span>
        {error ? (
          `The chain state could not be read: ${error.message}`
        ) : verdict ? (
          <Words verdict={verdict} />
        ) : (
          'Reading the chain state'
        )}
      </span>
      <Button variant="default" size="compact-xs" loading={whole.isPending} onClick={() => whole.mutate({})}>
        Verify the whole log
      </Button>
      {verdict?.faults.map((fault) => (
        <span key={fault.seal} className={classes.fault}>
          ✕ Seal {fault.seal}, rows {fault.fromId} to {fault.toId}: {fault.what}
        </span>
      ))}
    </div>
  );
}

function stateOf({ appendOnly, faults, seals }: AuditVerdict): 'bad' | 'good' | 'unknown' {
  if (!appendOnly || faults.length > 0) return 'bad';
  return seals === 0 ? 'unknown' : 'good';
}

function Words({ verdict }: { verdict: AuditVerdict }) {
  return (
    <>
      {stateSentence(verdict)}
      {verdict.lastSealedAt ? (
        <>
          {' '}
          Newest <TimeText iso={verdict.lastSealedAt} seconds />
          {verdict.keyFingerprints.map((print) => (
            <span key={print} title={print}>
              , key <code>{print.slice(0, 8)}</code>
            </span>
          ))}
          .
        </>
      ) : null}
    </>
  );
}
