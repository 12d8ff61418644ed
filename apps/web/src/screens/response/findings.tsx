import type { ActionStep } from './action-types.ts';
import classes from './response.module.css';

/** What the last check of the containment found: each point holds or does not hold. */
export function Findings({ steps }: { steps: readonly ActionStep[] }) {
  return (
    <ul className={classes.findings} aria-label="Does it hold">
      {steps.map((step) => (
        <li key={step.id}>
          <span className={classes.state} data-tone={step.state === 'done' ? 'good' : 'bad'}>
            {step.state === 'done' ? '✓ holds' : '✕ does not hold'}
          </span>{' '}
          <strong>{step.title}</strong> <span className={classes.prose}>{step.message}</span>
        </li>
      ))}
    </ul>
  );
}
