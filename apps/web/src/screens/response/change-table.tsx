import type { PlanStep } from './action-plan.ts';
import classes from './change-table.module.css';
import { jsonLines } from './json-lines.ts';

const phases = [
  { phase: 'preserve', word: '1 Preserve', why: 'so that nothing destroys the target' },
  { phase: 'cut', word: '2 Cut', why: 'what the attacker loses' },
] as const;

/** The exact change as a diff, preserve before cut: − what is, + what will be. */
export function ChangeTable({ steps }: { steps: readonly PlanStep[] }) {
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label="Exact change">
        <thead>
          <tr>
            <th className={classes.head} style={{ width: '31%' }}>
              Change
            </th>
            <th className={classes.head}>Resource</th>
            <th className={classes.head}>− before</th>
            <th className={classes.head}>+ after</th>
          </tr>
        </thead>
        {phases.map(({ phase, word, why }) => {
          const own = steps.filter((step) => step.phase === phase);
          if (own.length === 0) return null;
          return (
            <tbody key={phase}>
              <tr>
                <th colSpan={4} scope="rowgroup" className={classes.phase}>
                  {word} <span className={classes.why}>{why}</span>
                </th>
              </tr>
              {own.map((step) => (
                <tr key={step.key}>
                  <td className={classes.cell}>{step.title}</td>
                  <td className={classes.cell} data-mono>
                    {step.resource}
                  </td>
                  <td className={classes.cell} data-mono data-side="removed">
                    <Value sign="−" value={step.before} />
                  </td>
                  <td className={classes.cell} data-mono data-side="added">
                    <Value sign="+" value={step.after} />
                  </td>
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

function Value({ sign, value }: { sign: string; value: unknown }) {
  return (
    <>
      {jsonLines(value).map((line, index) => (
        // Lines of one value may repeat and never move.
        // biome-ignore lint/suspicious/noArrayIndexKey: the order of a value's lines is fixed
        <div key={index} className={classes.line}>
          <span aria-hidden>{sign} </span>
          {line}
        </div>
      ))}
    </>
  );
}
