import { useQuery } from '@tanstack/react-query';
import { MiddleCut } from '@virga/ui';
import { api } from '../../contract/client.ts';
import classes from './acquisition-list.module.css';
import type { AcquisitionRow } from './acquisition-row.ts';
import { isOver } from './progress-words.ts';
import { RemoveHeld } from './remove-held.tsx';

/** Evidence that lies in the cloud and is not sealed here: what it is, and what it costs a day. */
export function HeldNotice({ row }: { row: AcquisitionRow }) {
  const one = useQuery(api.cases.get.queryOptions({ input: { caseId: row.caseId } }));
  if (row.held.length === 0) return null;
  const costs = row.held.map((one) => one.dailyCostUsd);
  const sum = costs.reduce<number>((total, cost) => total + (cost ?? 0), 0);
  const mayRemove = one.data?.may.includes('acquisition:discard') === true && isOver(row.state);
  const cost = costs.every((one) => one === null) ? 'cost not known' : `about ${sum.toFixed(2)} US$ a day`;
  return (
    <p className={classes.held}>
      <span className={classes.warn}>! Held in the cloud, not sealed</span> {cost}:{' '}
      {row.held.map((held) => (
        <span key={held.id}>
          {held.kind} <MiddleCut text={held.id} /> {held.region ?? ''} {held.refusal ? <em>{held.refusal}</em> : null}{' '}
          {mayRemove ? <RemoveHeld row={row} held={held} /> : null}
        </span>
      ))}
    </p>
  );
}
