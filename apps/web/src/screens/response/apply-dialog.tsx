'use client';

import { Button, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import type { ActionPlan } from './action-plan.ts';
import type { ActionDetail } from './action-types.ts';
import { needsTypedTarget } from './action-words.ts';
import { GatePanel } from './gate-panel.tsx';
import { PlanPreview } from './plan-preview.tsx';
import classes from './response.module.css';
import { useRefreshActions } from './use-action.ts';

export interface ApplyDialogProps {
  action: ActionDetail;
  plan: ActionPlan;
  opened: boolean;
  onClose(): void;
}

/** Last step before the cloud changes. The dangerous button stands apart, is never focused first and no form submits it. */
export function ApplyDialog({ action, plan, opened, onClose }: ApplyDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={plan.summary} size="min(1200px, 94vw)">
      {opened ? <Content action={action} plan={plan} onClose={onClose} /> : null}
    </Modal>
  );
}

function Content({ action, plan, onClose }: Omit<ApplyDialogProps, 'opened'>) {
  const refresh = useRefreshActions();
  const [typed, setTyped] = useState('');
  const apply = useConfirmedMutation(
    () => client.actions.apply({ caseId: action.caseId, actionId: action.id }),
    async () => {
      await refresh();
      onClose();
    },
  );
  const mustType = needsTypedTarget(action);
  return (
    <>
      <GatePanel action={action} />
      <p className={classes.prose}>
        Approved by {action.approvedBy?.name ?? 'nobody'}
        {action.breakGlass ? `, alone: ${action.breakGlass}` : ''}.{' '}
        {action.expiresAt ? `Virga asks at ${action.expiresAt.slice(0, 16)}Z whether to lift it.` : 'No expiry is set.'}
      </p>
      <PlanPreview plan={plan} />
      {mustType ? (
        <TextInput
          mt={16}
          maw={420}
          label={`Type ${action.target}: what is lost here, nothing brings back`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      ) : null}
      {apply.error ? (
        <p className={classes.error} role="alert">
          {apply.error.message}
        </p>
      ) : null}
      <div className={classes.lastStep}>
        <Button variant="default" data-autofocus onClick={onClose}>
          Leave it as it is
        </Button>
        <Button
          className={classes.apart}
          color="danger"
          loading={apply.isPending}
          disabled={mustType && typed.trim() !== action.target}
          onClick={() => apply.mutate()}
          onKeyDown={(event) => {
            // Never bound to Enter: Space and the mouse only.
            if (event.key === 'Enter') event.preventDefault();
          }}
        >
          {plan.summary}
        </Button>
      </div>
    </>
  );
}
