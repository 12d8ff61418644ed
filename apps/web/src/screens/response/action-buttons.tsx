'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import type { ActionPlan } from './action-plan.ts';
import type { ActionDetail } from './action-types.ts';
import { stepCount } from './action-words.ts';
import { ApplyDialog } from './apply-dialog.tsx';
import { nextMoves } from './next-moves.ts';
import classes from './response.module.css';
import { useRefreshActions } from './use-action.ts';

/** What can be done with it now, always in the same place: apply or retry, then undo as a plain button, then the check. */
export function ActionButtons({ action, plan, may }: { action: ActionDetail; plan: ActionPlan; may: string[] }) {
  const [isApplying, setApplying] = useState(false);
  const refresh = useRefreshActions();
  const byAction = { caseId: action.caseId, actionId: action.id };
  const undo = useConfirmedMutation(() => client.actions.undo(byAction), refresh);
  const retry = useConfirmedMutation(() => client.actions.apply(byAction), refresh);
  const verify = useConfirmedMutation(() => client.actions.verify(byAction), refresh);
  const replan = useConfirmedMutation(() => client.actions.replan(byAction), refresh);
  const moves = nextMoves(action, may);
  const error = undo.error ?? retry.error ?? verify.error ?? replan.error;
  return (
    <>
      <div className={classes.buttons}>
        {moves.has('retry apply') ? (
          <Button loading={retry.isPending} onClick={() => retry.mutate()}>
            Retry: {stepCount(action, 'apply', plan.steps.length)} done
          </Button>
        ) : null}
        {moves.has('undo') || moves.has('retry undo') ? (
          <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
            {moves.has('retry undo') ? `Retry the undo: ${stepCount(action, 'undo', 0)} done` : 'Undo'}
          </Button>
        ) : null}
        {moves.has('verify') ? (
          <Button variant="default" loading={verify.isPending} onClick={() => verify.mutate()}>
            Check whether it holds
          </Button>
        ) : null}
        {moves.has('replan') ? (
          <Button variant="default" loading={replan.isPending} onClick={() => replan.mutate()}>
            Make the plan again
          </Button>
        ) : null}
        {moves.has('apply') ? (
          <Button className={classes.apart} variant="outline" color="danger" onClick={() => setApplying(true)}>
            {plan.summary}
          </Button>
        ) : null}
      </div>
      {error ? (
        <p className={classes.error} role="alert">
          {error.message}
        </p>
      ) : null}
      <ApplyDialog action={action} plan={plan} opened={isApplying} onClose={() => setApplying(false)} />
    </>
  );
}
