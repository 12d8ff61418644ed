import { TimeText } from '@virga/ui';
import { runSummary } from './run-summary.ts';
import classes from './scope.module.css';
import type { InventoryRun } from './scope-data.ts';

/** State of a run, then its coverage: what answered in one line, every corner that did not by itself. */
export function RunLine({ run }: { run: InventoryRun | null }) {
  if (!run) return <p className={classes.words}>Never asked: nobody knows yet what is in this account.</p>;
  const { answered, gaps } = runSummary(run.coverage);
  return (
    <>
      <p className={classes.words}>
        <span>{run.state}</span>
        <span>
          asked <TimeText iso={run.createdAt} seconds />
        </span>
        {run.finishedAt ? (
          <span>
            finished <TimeText iso={run.finishedAt} seconds />
          </span>
        ) : null}
        {answered ? <span>{answered}</span> : null}
        {run.errorMessage ? (
          <span className={classes.bad}>
            {run.errorMessage} <code>{run.errorCode}</code>
          </span>
        ) : null}
      </p>
      {gaps.map((gap) => (
        <p key={`${gap.region} ${gap.kind}`} className={classes.words}>
          <span className={classes.bad}>{gap.word}</span>
          <span>
            {gap.kind} in {gap.region}
          </span>
          <span>{gap.detail}</span>
        </p>
      ))}
    </>
  );
}
