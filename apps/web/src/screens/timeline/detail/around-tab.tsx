'use client';

import { Button, Group } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { MiddleCut, SeverityMark, TimeText } from '@virga/ui';
import { api } from '../../../contract/client.ts';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { Pending } from '../../shell/pending.tsx';
import { ProblemPanel } from '../../shell/problem-panel.tsx';
import { useTimeline } from '../state/timeline-context.ts';
import { nextAround } from '../table/use-table-keys.ts';
import { aroundText } from './around-text.ts';
import classes from './detail.module.css';

const eachSide = 100;

function showInMiddle(line: HTMLTableRowElement | null): void {
  const panel = line?.closest('[role="tabpanel"]');
  if (line && panel) panel.scrollTop = line.offsetTop - panel.clientHeight / 2;
}

/** What else happened in the minutes before and after, whatever the query. */
export function AroundTab({ row }: { row: TimelineRowJson }) {
  const { caseId, view, change } = useTimeline();
  const minutes = view.aroundMinutes;
  const around = useQuery({
    ...api.timeline.around.queryOptions({
      input: {
        caseId,
        eventId: row.id,
        micros: String(BigInt(Math.round(minutes * 60)) * 1_000_000n),
        limit: eachSide,
      },
    }),
    placeholderData: keepPreviousData,
  });
  const step = (direction: 1 | -1) => change({ aroundMinutes: nextAround(minutes, direction) }, 'replace');
  const { before = [], after = [] } = around.data ?? {};
  return (
    <div>
      <Group gap="xs" className={classes.toolbar}>
        <Button variant="default" aria-label="Narrower" onClick={() => step(-1)}>
          [ narrower
        </Button>
        <span>± {aroundText(minutes)}, all events of the case</span>
        <Button variant="default" aria-label="Wider" onClick={() => step(1)}>
          wider ]
        </Button>
        {around.data ? (
          <span className={classes.quiet}>
            {before.length} before{before.length === eachSide ? ' (nearest)' : ''}, {after.length} after
            {after.length === eachSide ? ' (nearest)' : ''}
          </span>
        ) : null}
      </Group>
      {around.error ? (
        <ProblemPanel what="The neighbours" error={around.error} onRetry={() => void around.refetch()} />
      ) : null}
      {around.isPending ? <Pending what="the neighbours" lines={8} /> : null}
      {around.data ? (
        <table className={classes.neighbours}>
          <tbody>
            {[...before, around.data.row, ...after].map((one) => (
              <tr
                key={one.id}
                data-self={one.id === row.id || undefined}
                ref={one.id === row.id ? showInMiddle : undefined}
              >
                <td>
                  <TimeText iso={one.time} />
                </td>
                <td>
                  <SeverityMark severity={one.severity} />
                </td>
                <td>
                  <MiddleCut text={one.action} />
                </td>
                <td>
                  <MiddleCut text={one.actor ?? ''} />
                </td>
                <td>
                  <MiddleCut text={one.target ?? ''} />
                </td>
                <td>
                  <Button
                    variant="subtle"
                    size="compact-xs"
                    disabled={one.id === row.id}
                    onClick={() => change({ query: '', off: [], from: null, until: null, at: one.time, row: one.id })}
                  >
                    Go to
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}
