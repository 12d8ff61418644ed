import { TimeText } from '@virga/ui';
import type { z } from 'zod';
import type { verification } from '../../contract/evidence.ts';
import classes from './evidence.module.css';

type Verification = z.output<typeof verification>;

/** Every reading of the bytes: a failure stays here, also when a later reading was good. */
export function VerificationList({ rows, label }: { rows: readonly Verification[]; label: string }) {
  if (rows.length === 0)
    return <p className={classes.quiet}>Not read again since the seal; the next night reads every byte.</p>;
  return (
    <ul className={classes.lines} aria-label={label}>
      {rows.map((row) => (
        <li key={row.id}>
          <TimeText iso={row.finishedAt ?? row.askedAt} seconds /> <Word row={row} />{' '}
          <span>{row.by ? `asked by ${row.by.name}` : 'nightly'}</span> <span>{row.sentence}</span>
          {row.problems.length > 1 ? (
            <ul className={classes.lines}>
              {row.problems.slice(0, 20).map((problem) => (
                <li key={problem.sentence}>{problem.sentence}</li>
              ))}
            </ul>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Word({ row }: { row: Verification }) {
  if (row.verdict === 'broken') return <span className={classes.bad}>✕ broken</span>;
  if (row.verdict === 'intact') return <span className={classes.good}>✓ intact</span>;
  return <span className={classes.quiet}>{row.state === 'failed' ? '! could not be read' : row.state}</span>;
}
