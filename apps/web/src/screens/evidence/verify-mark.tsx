import { TimeText } from '@virga/ui';
import classes from './evidence.module.css';
import type { EvidenceRow } from './evidence-row.ts';

/** Whether the bytes were read again and still have their hash, and when. */
export function VerifyMark({ row }: { row: EvidenceRow }) {
  if (row.verifyState === 'broken') return <span className={classes.bad}>✕ broken</span>;
  const at = row.verifiedAt ?? row.readBackAt;
  if (row.verifyState === 'intact' || row.readBackAt)
    return (
      <span className={classes.good} title={at ?? undefined}>
        ✓ {row.verifyState === 'intact' ? 'intact' : 'read back'}
      </span>
    );
  return <span className={classes.quiet}>not yet</span>;
}

/** State of the item in words, with what it waits for or why it failed. */
export function stateText(row: EvidenceRow): string {
  if (row.state === 'waiting') return `waiting for ${row.waitingFor ?? 'its parser'}`;
  if (row.state === 'failed') return row.errorMessage ?? 'failed';
  return row.state === 'done' ? 'parsed' : row.state;
}

export function VerifiedAt({ row }: { row: EvidenceRow }) {
  if (!row.verifiedAt) return <>never since it was read back</>;
  return (
    <>
      {row.verifyState} <TimeText iso={row.verifiedAt} seconds />
    </>
  );
}
