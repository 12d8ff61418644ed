import type { ActionPlan } from './action-plan.ts';
import type { ActionDetail } from './action-types.ts';
import { stepCount } from './action-words.ts';
import { Findings } from './findings.tsx';
import classes from './response.module.css';
import { StepList } from './step-list.tsx';

/** What was done, live: steps of the change, what the check found, steps back. Newest phase first. */
export function ActionProgress({ action, plan }: { action: ActionDetail; plan: ActionPlan }) {
  const of = (phase: string) => action.steps.filter((step) => step.phase === phase);
  const [undo, verify, apply] = [of('undo'), of('verify'), of('apply')];
  return (
    <>
      {undo.length > 0 ? (
        <section className={classes.part} aria-label="Undo">
          <h2 className={classes.partTitle}>Undo: {stepCount(action, 'undo', 0)}</h2>
          <StepList steps={undo} label="Steps of the undo" />
        </section>
      ) : null}
      {verify.length > 0 ? (
        <section className={classes.part} aria-label="Verification">
          <h2 className={classes.partTitle}>
            {action.state === 'undone' ? 'Did it hold, when last checked?' : 'Does it hold?'}
          </h2>
          <Findings steps={verify} />
        </section>
      ) : null}
      {apply.length > 0 ? (
        <section className={classes.part} aria-label="Change">
          <h2 className={classes.partTitle}>Change: {stepCount(action, 'apply', plan.steps.length)}</h2>
          <StepList steps={apply} label="Steps of the change" />
        </section>
      ) : null}
    </>
  );
}
