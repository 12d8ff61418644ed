import { MiddleCut } from '@virga/ui';
import type { ActionPlan } from './action-plan.ts';
import { ChangeTable } from './change-table.tsx';
import classes from './response.module.css';

/** Everything a second person needs to decide: exact change, who else is hit, what gets through, what we lose, what undo can do. */
export function PlanPreview({ plan }: { plan: ActionPlan }) {
  return (
    <div className={classes.preview}>
      <ChangeTable steps={plan.steps} />
      <div className={classes.facts}>
        <section className={classes.fact} aria-label="Who else is hit">
          <h3 className={classes.factTitle}>Who else is hit</h3>
          {plan.affected.length === 0 ? (
            <p className={classes.quiet}>Nobody that the account’s configuration shows.</p>
          ) : (
            <ul className={classes.list}>
              {plan.affected.map((one) => (
                <li key={`${one.kind} ${one.id}`}>
                  {one.kind} <MiddleCut text={one.name && one.name !== one.id ? `${one.name} ${one.id}` : one.id} />:{' '}
                  {one.how}
                </li>
              ))}
            </ul>
          )}
        </section>
        <Sentences title="What still gets through" lines={plan.stillGetsThrough} none="Nothing that is known." />
        <Sentences title="What we lose" lines={plan.weLose} none="Nothing." />
        <Sentences title="What undo restores" lines={plan.restores} none="Nothing." />
        <Sentences title="What undo cannot restore" lines={plan.cannotRestore} none="Nothing stays lost." />
      </div>
    </div>
  );
}

function Sentences({ title, lines, none }: { title: string; lines: readonly string[]; none: string }) {
  return (
    <section className={classes.fact} aria-label={title}>
      <h3 className={classes.factTitle}>{title}</h3>
      {lines.length === 0 ? (
        <p className={classes.quiet}>{none}</p>
      ) : (
        <ul className={classes.list}>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
