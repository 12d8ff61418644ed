'use client';

import { Button } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { api } from '../../contract/client.ts';
import { Section } from '../tables/section.tsx';
import { type FirstRunStep, firstRunSteps, halfDone, isStepDone } from './first-run-steps.ts';
import classes from './home.module.css';
import { useMe } from './use-me.ts';

/** Checklist of an installation without the range, until each step is done or skipped. */
export function FirstRun({ onCreate }: { onCreate(): void }) {
  const { may } = useMe();
  const [skipped, setSkipped] = useLocalStorage<string[]>({ key: 'virga-first-run-skipped', defaultValue: [] });
  const facts = useQuery(api.overview.firstSteps.queryOptions());
  if (!facts.data) return null;
  const steps = facts.data;
  if (firstRunSteps.every(({ id }) => isStepDone(id, steps) || skipped.includes(id))) return null;
  return (
    <Section title="First steps" hint="Each can be skipped; the list goes away when none is left.">
      <ol className={classes.list}>
        {firstRunSteps.map((step) => {
          const isDone = isStepDone(step.id, steps);
          const half = halfDone(step.id, steps);
          const isSkipped = skipped.includes(step.id);
          return (
            <li key={step.id} className={classes.step} data-done={isDone || isSkipped || undefined}>
              <span className={classes.mark} role="img" aria-label={isDone ? 'done' : isSkipped ? 'skipped' : 'open'}>
                {isDone ? '✓' : isSkipped ? '−' : '○'}
              </span>
              <div>
                <span className={classes.what}>{step.what}</span>
                <p className={classes.why}>
                  {step.why}
                  {half ? <strong> {half}</strong> : null}
                </p>
              </div>
              <div className={classes.act}>
                <StepButton step={step} isAllowed={may(step.permission)} onCreate={onCreate} />
                {isDone ? null : (
                  <Button
                    variant="subtle"
                    onClick={() =>
                      setSkipped(isSkipped ? skipped.filter((id) => id !== step.id) : [...skipped, step.id])
                    }
                  >
                    {isSkipped ? 'Take up again' : 'Skip'}
                  </Button>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function StepButton({ step, isAllowed, onCreate }: { step: FirstRunStep; isAllowed: boolean; onCreate(): void }) {
  if (!isAllowed) return <span className={classes.quiet}>another role does this</span>;
  if (step.href)
    return (
      <Button variant="default" component={Link} href={step.href}>
        {step.button}
      </Button>
    );
  if (step.id === 'case')
    return (
      <Button variant="default" onClick={onCreate}>
        {step.button}
      </Button>
    );
  return <span className={classes.quiet}>{step.button}</span>;
}
