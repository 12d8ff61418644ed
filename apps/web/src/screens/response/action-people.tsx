import { TimeText } from '@virga/ui';
import type { ActionDetail } from './action-types.ts';
import classes from './response.module.css';

/** Who proposed, who approved and how, until when. */
export function ActionPeople({ action }: { action: ActionDetail }) {
  return (
    <p className={classes.meta}>
      {action.state === 'draft' ? 'Drafted' : 'Proposed'} by {action.proposedBy.name}{' '}
      <TimeText iso={action.proposedAt ?? action.createdAt} seconds />
      {action.approvedBy && action.approvedAt ? (
        <>
          {' · '}approved by {action.approvedBy.name} <TimeText iso={action.approvedAt} seconds />
        </>
      ) : null}
      {action.breakGlass ? ` · break-glass, alone: ${action.breakGlass}` : ''}
      {action.appliedAt ? (
        <>
          {' · '}applied <TimeText iso={action.appliedAt} seconds />
        </>
      ) : null}
      {action.undoneAt ? (
        <>
          {' · '}undone <TimeText iso={action.undoneAt} seconds />
        </>
      ) : null}
      {action.expiresAt ? (
        <>
          {' · '}asks again <TimeText iso={action.expiresAt} seconds />
        </>
      ) : (
        ' · no expiry'
      )}
    </p>
  );
}
