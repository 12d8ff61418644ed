'use client';

import { visibleText } from '@virga/domain';
import { MiddleCut, SeverityMark, TagMark, TimeText } from '@virga/ui';
import { type Column, DenseTable } from '../tables/dense-table.tsx';
import { Section } from '../tables/section.tsx';
import { EventLink } from './event-link.tsx';
import classes from './report.module.css';
import type { ReportModel } from './report-types.ts';

type Event = ReportModel['events'][number];

/** Starred and cited events in time order. */
export function ModelEvents({ model, caseId }: { model: ReportModel; caseId: string }) {
  const columns: Column<Event>[] = [
    { key: 'time', title: 'Time UTC', width: '224px', cell: (event) => <TimeText iso={event.time} /> },
    { key: 'star', title: 'Starred', width: '64px', cell: (event) => (event.isStarred ? '★ yes' : 'cited') },
    { key: 'severity', title: 'Severity', width: '88px', cell: (event) => <SeverityMark severity={event.severity} /> },
    { key: 'action', title: 'Action', width: '15%', cell: (event) => <MiddleCut text={event.action} /> },
    {
      key: 'actor',
      title: 'Actor',
      width: '18%',
      cell: (event) =>
        event.actor ? <MiddleCut text={event.actor} /> : <span className={classes.quiet}>not named</span>,
    },
    {
      key: 'message',
      title: 'Message',
      cell: (event) => <span title={visibleText(event.message)}>{visibleText(event.message)}</span>,
    },
    {
      key: 'tags',
      title: 'Tags',
      width: '120px',
      cell: (event) => event.tags.map((tag) => <TagMark key={tag} tag={tag} />),
    },
    {
      key: 'record',
      title: 'Record',
      width: '96px',
      cell: (event) => <EventLink caseId={caseId} events={model.events} eventId={event.id} label="Open row" />,
    },
  ];
  return (
    <Section title="Starred events" hint={`${model.events.length} events, in time order`}>
      {model.events.length === 0 ? (
        <p className={classes.none}>No event is starred or cited. Star the rows on the timeline that tell the story.</p>
      ) : (
        <DenseTable
          label="Starred events"
          columns={columns}
          rows={model.events}
          rowKey={(event) => event.id}
          minWidth="1100px"
        />
      )}
    </Section>
  );
}
