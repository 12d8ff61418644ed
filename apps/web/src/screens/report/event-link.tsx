import Link from 'next/link';
import classes from './report.module.css';
import type { ReportModel } from './report-types.ts';

export interface EventLinkProps {
  caseId: string;
  events: ReportModel['events'];
  eventId: string;
  label: string;
}

/** To the row on the timeline that a line of the report cites, open at its place in time. */
export function EventLink({ caseId, events, eventId, label }: EventLinkProps) {
  const time = events.find((event) => event.id === eventId)?.time;
  const query = new URLSearchParams({ row: eventId, ...(time ? { at: time } : {}) });
  return (
    <Link className={classes.link} href={`/cases/${caseId}/timeline?${query}`}>
      {label}
    </Link>
  );
}
