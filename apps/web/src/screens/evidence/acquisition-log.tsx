'use client';

import { useQuery } from '@tanstack/react-query';
import { LedgerMark, MiddleCut, TimeText } from '@virga/ui';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import classes from './acquisition-list.module.css';
import type { AcquisitionDetail } from './acquisition-row.ts';
import { parameterWords } from './parameter-words.ts';
import { isOver } from './progress-words.ts';

/** What the acquisition did, step by step, with the request ids of the cloud. */
export function AcquisitionLog({ ids }: { ids: { caseId: string; acquisitionId: string } }) {
  const detail = useQuery({
    ...api.acquisitions.get.queryOptions({ input: ids }),
    refetchInterval: (query) => (query.state.data && isOver(query.state.data.state) ? false : 5000),
  });
  if (detail.isPending) return <Pending what="the log" lines={3} />;
  if (detail.error) return <ProblemPanel error={detail.error} what="The log" onRetry={() => void detail.refetch()} />;
  const { log, steps, evidence } = detail.data;
  return (
    <div className={classes.open}>
      <Facts detail={detail.data} />
      {evidence.map((item) => (
        <p key={item.id} className={classes.status}>
          E-{item.number} {item.title} · {item.state} <LedgerMark colour={colourOf(item.ledgerColour)} />
        </p>
      ))}
      {log.length === 0 ? <p className={classes.status}>No line yet: a worker has not taken it up.</p> : null}
      <div className={classes.log}>
        <table aria-label="Log">
          <tbody>
            {log.map((line) => (
              <tr key={line.id} data-level={line.level}>
                <td>
                  <TimeText iso={line.at} />
                </td>
                <th scope="row">{steps.find((step) => step === line.step) ?? line.step}</th>
                <td>{line.level === 'info' ? '' : line.level}</td>
                <td className={classes.message}>
                  {line.message} {fieldsText(line.fields)}
                </td>
                <td>{line.requestId ? <MiddleCut text={line.requestId} /> : null}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Facts({ detail }: { detail: AcquisitionDetail }) {
  const offset =
    detail.clockOffsetMs === null ? 'clock not compared' : `provider's clock ${detail.clockOffsetMs} ms off`;
  return (
    <p className={classes.status}>
      <span>asked by {detail.requestedBy.name}</span>
      <TimeText iso={detail.createdAt} seconds />
      <span>{offset}</span>
      {detail.cloudIdentity ? <MiddleCut text={detail.cloudIdentity} tail={28} /> : null}
      {parameterWords(detail.parameters).map(({ name, value }) => (
        <span key={name} className={classes.parameter}>
          {name} <MiddleCut text={value} tail={28} />
        </span>
      ))}
    </p>
  );
}

function fieldsText(fields: AcquisitionDetail['log'][number]['fields']): string {
  const words = Object.entries(fields).map(
    ([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return words.length === 0 ? '' : `(${words.join(', ')})`;
}

function colourOf(text: string | null): 'green' | 'amber' | 'red' | null {
  return text === 'green' || text === 'amber' || text === 'red' ? text : null;
}
