'use client';

import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import type { ActionDetail } from './action-types.ts';
import { expiryChoices, expiryOf } from './expiry-choices.ts';
import classes from './response.module.css';
import { useRefreshActions } from './use-action.ts';

/** Its time is over: a lead keeps it for longer, with a reason; undoing it has its button above. */
export function ExpiryQuestion({ action }: { action: ActionDetail }) {
  const [expiry, setExpiry] = useState(expiryChoices[2]!.value);
  const [reason, setReason] = useState('');
  const keep = useConfirmedMutation(
    () =>
      client.actions.keep({
        caseId: action.caseId,
        actionId: action.id,
        expiresAt: expiryOf(expiry, Date.now()),
        reason: reason.trim(),
      }),
    useRefreshActions(),
  );
  return (
    <section className={classes.part} aria-label="Its time is over">
      <h2 className={classes.partTitle}>Its time is over: keep it, or undo it above</h2>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate();
        }}
      >
        <Select
          label="Keep it in force"
          allowDeselect={false}
          data={expiryChoices}
          value={expiry}
          onChange={(value) => setExpiry(value ?? 'none')}
        />
        <Textarea
          label="Why it stays"
          description="At least ten characters."
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {keep.error ? (
          <p className={classes.error} role="alert">
            {keep.error.message}
          </p>
        ) : null}
        <div className={classes.buttons}>
          <Button type="submit" variant="default" loading={keep.isPending} disabled={reason.trim().length < 10}>
            Keep it contained
          </Button>
        </div>
      </form>
    </section>
  );
}
