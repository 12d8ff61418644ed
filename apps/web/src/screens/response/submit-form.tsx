'use client';

import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import type { ActionDetail } from './action-types.ts';
import { expiryChoices, expiryOf } from './expiry-choices.ts';
import classes from './response.module.css';
import { useRefreshActions } from './use-action.ts';

/** Asks for approval of exactly the plan above; with evidence still missing only with a typed reason. */
export function SubmitForm({ action, planHash }: { action: ActionDetail; planHash: string }) {
  const [gateReason, setGateReason] = useState('');
  const [expiry, setExpiry] = useState('none');
  const submit = useConfirmedMutation(
    () =>
      client.actions.submit({
        caseId: action.caseId,
        actionId: action.id,
        planHash,
        expiresAt: expiryOf(expiry, Date.now()),
        ...(action.gate.length > 0 ? { gateReason: gateReason.trim() } : {}),
      }),
    useRefreshActions(),
  );
  const needsReason = action.gate.length > 0 && gateReason.trim().length < 10;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit.mutate();
      }}
    >
      {action.gate.length > 0 ? (
        <Textarea
          label="Why it is contained before that evidence is collected"
          description="At least ten characters. It stands in the custody chain and in the report."
          required
          autosize
          minRows={2}
          maxLength={2000}
          value={gateReason}
          onChange={(event) => setGateReason(event.currentTarget.value)}
        />
      ) : null}
      <Select
        label="Expiry"
        description="When Virga asks whether to lift it. It never reopens by itself."
        allowDeselect={false}
        data={expiryChoices}
        value={expiry}
        onChange={(value) => setExpiry(value ?? 'none')}
      />
      {submit.error ? (
        <p className={classes.error} role="alert">
          {submit.error.message}
        </p>
      ) : null}
      <div className={classes.buttons}>
        <Button type="submit" loading={submit.isPending} disabled={needsReason}>
          Submit for approval
        </Button>
      </div>
    </form>
  );
}
