'use client';

import { StatePanel } from '@virga/ui';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useNow } from '../tables/use-now.ts';
import { ActionButtons } from './action-buttons.tsx';
import { ActionPeople } from './action-people.tsx';
import { readPlan } from './action-plan.ts';
import { ActionProgress } from './action-progress.tsx';
import { ActionState } from './action-state.tsx';
import type { ActionDetail } from './action-types.ts';
import { isExpired, stateWords } from './action-words.ts';
import { DecideForm } from './decide-form.tsx';
import { ExpiryQuestion } from './expiry-question.tsx';
import { GatePanel } from './gate-panel.tsx';
import { nextMoves } from './next-moves.ts';
import { NoPlan } from './no-plan.tsx';
import { PlanPreview } from './plan-preview.tsx';
import classes from './response.module.css';
import { StateCompare } from './state-compare.tsx';
import { SubmitForm } from './submit-form.tsx';
import { useAction } from './use-action.ts';

export interface ActionViewProps {
  caseId: string;
  actionId: string;
  /** What the asking user may do in this case. */
  may: string[];
  userId: string;
}

/** One containment action from plan to undo. */
export function ActionView({ caseId, actionId, may, userId }: ActionViewProps) {
  const action = useAction(caseId, actionId);
  if (action.isPending) return <Pending what="the action" />;
  if (action.error)
    return <ProblemPanel error={action.error} what="The action" onRetry={() => void action.refetch()} />;
  return <Loaded action={action.data} may={may} userId={userId} />;
}

function Loaded({ action, may, userId }: { action: ActionDetail; may: string[]; userId: string }) {
  const now = useNow(15_000);
  const plan = readPlan(action.plan);
  const words = stateWords(action, now);
  const moves = nextMoves(action, may);
  const { planHash } = action;
  return (
    <article aria-label={plan?.summary ?? action.title}>
      <h1 className={classes.pageTitle}>{plan?.summary ?? `${action.title}: ${action.target}`}</h1>
      <p className={classes.meta}>
        <ActionState words={words} /> {words.meaning}
      </p>
      <ActionPeople action={action} />
      {plan?.protectedBecause ? (
        <StatePanel state="denied" title="This target is never contained">
          {plan.protectedBecause}
        </StatePanel>
      ) : null}
      {action.errorMessage ? (
        <div className={classes.alert} role="alert">
          ! {action.errorMessage} {action.errorCode ? <code>{action.errorCode}</code> : null}
        </div>
      ) : null}
      {action.errorCode === 'action.state_changed' ? <StateCompare action={action} /> : null}
      <GatePanel action={action} />
      {plan ? <ActionButtons action={action} plan={plan} may={may} /> : <NoPlan action={action} may={may} />}
      {isExpired(action, now) && !action.running && may.includes('action:approve') ? (
        <ExpiryQuestion action={action} />
      ) : null}
      {plan ? <ActionProgress action={action} plan={plan} /> : null}
      {plan ? (
        <section className={classes.part} aria-label="Plan">
          <h2 className={classes.partTitle}>Plan</h2>
          <PlanPreview plan={plan} />
        </section>
      ) : null}
      {plan && planHash && moves.has('submit') && !plan.protectedBecause ? (
        <section className={classes.part} aria-label="Approval">
          <h2 className={classes.partTitle}>Ask for approval</h2>
          <SubmitForm key={planHash} action={action} planHash={planHash} />
        </section>
      ) : null}
      {plan && planHash && moves.has('decide') ? (
        <section className={classes.part} aria-label="Decision">
          <h2 className={classes.partTitle}>Decision</h2>
          <DecideForm key={planHash} action={action} planHash={planHash} isOwn={action.proposedBy.id === userId} />
        </section>
      ) : null}
    </article>
  );
}
