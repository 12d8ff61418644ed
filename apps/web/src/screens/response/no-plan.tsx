'use client';

import { Button } from '@mantine/core';
import { StatePanel } from '@virga/ui';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import type { ActionDetail } from './action-types.ts';
import { nextMoves } from './next-moves.ts';
import { useRefreshActions } from './use-action.ts';

/** Before the plan is there, or when it could not be made. */
export function NoPlan({ action, may }: { action: ActionDetail; may: string[] }) {
  const replan = useConfirmedMutation(
    () => client.actions.replan({ caseId: action.caseId, actionId: action.id }),
    useRefreshActions(),
  );
  if (action.running === 'plan')
    return (
      <StatePanel state="loading" title="The plan is being made">
        A worker reads the state of {action.target} in {action.region}. It changes nothing. This page shows the plan as
        soon as it is there.
      </StatePanel>
    );
  const isUnknown = action.plan !== null;
  return (
    <StatePanel
      state="failed"
      title={isUnknown ? 'The plan has a form this version does not know' : 'There is no plan'}
      action={
        nextMoves(action, may).has('replan') ? (
          <Button loading={replan.isPending} onClick={() => replan.mutate()}>
            Make the plan again
          </Button>
        ) : undefined
      }
    >
      Nothing was changed in the account. {replan.error?.message}
    </StatePanel>
  );
}
