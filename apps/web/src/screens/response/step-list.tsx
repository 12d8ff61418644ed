import { TimeText } from '@virga/ui';
import type { ActionStep } from './action-types.ts';
import classes from './change-table.module.css';
import { jsonLines } from './json-lines.ts';
import own from './response.module.css';

const words = {
  pending: { mark: '▸', word: 'running', tone: 'waiting' },
  done: { mark: '✓', word: 'done', tone: 'good' },
  failed: { mark: '✕', word: 'failed', tone: 'bad' },
  skipped: { mark: '○', word: 'skipped', tone: 'quiet' },
} as const;

const columns = [
  ['State', '88px'],
  ['Step', undefined],
  ['Before', '18%'],
  ['After', '18%'],
  ['Request ids', '17%'],
  ['Time', '168px'],
] as const;

/** Steps as they ran: state, before and after as the cloud had them, request ids. */
export function StepList({ steps, label }: { steps: readonly ActionStep[]; label: string }) {
  return (
    <div className={classes.scroll}>
      <table className={classes.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(([title, width]) => (
              <th key={title} className={classes.head} style={{ width }}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => {
            const look = words[step.state];
            return (
              <tr key={step.id}>
                <td className={classes.cell}>
                  <span className={own.state} data-tone={look.tone}>
                    <span aria-hidden>{look.mark}</span> {look.word}
                  </span>
                </td>
                <td className={classes.cell}>
                  {step.title}
                  {step.message ? <div className={classes.note}>{step.message}</div> : null}
                </td>
                <td className={classes.cell} data-mono>
                  <span className={classes.line}>{jsonLines(step.before).join('\n')}</span>
                </td>
                <td className={classes.cell} data-mono>
                  <span className={classes.line}>
                    {step.state === 'done' ? jsonLines(step.after).join('\n') : 'not changed yet'}
                  </span>
                </td>
                <td className={classes.cell} data-mono>
                  {step.requestIds.length === 0 ? 'none' : step.requestIds.join(' ')}
                </td>
                <td className={classes.cell}>
                  <TimeText iso={step.at} seconds />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
