import classes from './step-rail.module.css';

export interface StepRailProps {
  steps: readonly string[];
  current: string;
  /** done: all steps are behind; failed: the current one stopped. */
  state: 'running' | 'waiting' | 'done' | 'failed' | 'cancelled' | 'queued';
}

/** prepare · snapshot · transfer · seal · parse · ledger, with the current step named. */
export function StepRail({ steps, current, state }: StepRailProps) {
  const index = state === 'done' ? steps.length : steps.indexOf(current);
  return (
    <ol className={classes.rail} aria-label={`Step ${current}, ${state}`}>
      {steps.map((step, position) => {
        const place = position < index ? 'behind' : position === index ? state : 'ahead';
        return (
          <li
            key={step}
            className={classes.step}
            data-place={place}
            aria-current={position === index ? 'step' : undefined}
          >
            <span aria-hidden className={classes.dot} />
            {step}
          </li>
        );
      })}
    </ol>
  );
}
