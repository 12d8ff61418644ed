'use client';

import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import type { ActionDetail } from './action-types.ts';
import classes from './response.module.css';
import { useRefreshActions } from './use-action.ts';

export interface DecideFormProps {
  action: ActionDetail;
  planHash: string;
  /** The one who proposed it looks at it: only break-glass is left. */
  isOwn: boolean;
}

/** A lead approves exactly this plan, or rejects it with a reason. Alone it is break-glass. */
export function DecideForm({ action, planHash, isOwn }: DecideFormProps) {
  const refresh = useRefreshActions();
  const [reason, setReason] = useState('');
  const byAction = { caseId: action.caseId, actionId: action.id };
  const approve = useConfirmedMutation(
    () => client.actions.approve({ ...byAction, planHash, ...(isOwn ? { breakGlass: reason.trim() } : {}) }),
    refresh,
  );
  const reject = useConfirmedMutation(() => client.actions.reject({ ...byAction, reason: reason.trim() }), refresh);
  const hasReason = reason.trim().length >= 10;
  const error = approve.error ?? reject.error;
  const isWaiting = action.state === 'proposed';
  return (
    <div className={classes.form}>
      {isOwn && isWaiting ? (
        <p className={classes.prose}>
          You proposed this, so somebody else approves it. Alone you can break the glass: every lead is told at once,
          and your reason stands in the report.
        </p>
      ) : null}
      <Textarea
        label={isOwn && isWaiting ? 'Reason for acting alone, or for rejecting' : 'Reason for rejecting'}
        description="At least ten characters."
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {error ? (
        <p className={classes.error} role="alert">
          {error.message}
        </p>
      ) : null}
      <div className={classes.buttons}>
        {isWaiting && !isOwn ? (
          <Button loading={approve.isPending} onClick={() => approve.mutate()}>
            Approve this plan
          </Button>
        ) : null}
        <Button variant="default" disabled={!hasReason} loading={reject.isPending} onClick={() => reject.mutate()}>
          Reject
        </Button>
        {isWaiting && isOwn ? (
          <Button
            className={classes.apart}
            variant="outline"
            color="danger"
            disabled={!hasReason}
            loading={approve.isPending}
            onClick={() => approve.mutate()}
          >
            Approve alone (break-glass)
          </Button>
        ) : null}
      </div>
    </div>
  );
}
