'use client';

import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { visibleText } from '@virga/domain';
import { countText } from '@virga/ui';
import { api } from '../../../contract/client.ts';
import { rawRecordAddress } from '../../../contract/raw-record.ts';
import type { EventCopyJson } from '../../../contract/timeline-fields.ts';
import { useTimeline } from '../state/timeline-context.ts';
import classes from './detail.module.css';

/** Where else in the case's evidence this record stands, and which records claim its id with other content. */
export function CopiesList({ eventId }: { eventId: string }) {
  const { caseId } = useTimeline();
  const { data, error } = useQuery(api.timeline.copies.queryOptions({ input: { caseId, eventId } }));
  if (error) return <p className={classes.place}>Whether the record has copies could not be read.</p>;
  if (!data || data.same.length + data.conflicting.length === 0) return null;
  return (
    <div className={classes.copies}>
      <Copies title="Also at" copies={data.same} />
      <Copies title="Conflicting copies: same id, other content" copies={data.conflicting} />
      {data.more ? <p className={classes.place}>There are more; the export of the item lists its records.</p> : null}
    </div>
  );
}

function Copies({ title, copies }: { title: string; copies: EventCopyJson[] }) {
  if (copies.length === 0) return null;
  return (
    <>
      <h4 className={classes.groupTitle}>{title}</h4>
      <ul className={classes.copyPlaces} aria-label={title}>
        {copies.map((copy) => (
          <CopyPlace key={`${copy.record.evidenceId} ${copy.record.object} ${copy.record.offset}`} copy={copy} />
        ))}
      </ul>
    </>
  );
}

function CopyPlace({ copy: { eventId, evidenceNumber, record } }: { copy: EventCopyJson }) {
  const { caseId, change, mayReadRaw } = useTimeline();
  const { object, offset, length } = record;
  return (
    <li className={classes.place}>
      E-{evidenceNumber} · {visibleText(object)} · bytes {countText(offset)}–{countText(offset + length - 1)}
      {eventId ? (
        <UnstyledButton className={classes.download} onClick={() => change({ row: eventId, tab: 'raw' }, 'push')}>
          Open its row
        </UnstyledButton>
      ) : null}
      {mayReadRaw ? (
        <a href={rawRecordAddress(caseId, eventId ? { eventId } : record)} download className={classes.download}>
          Download its record
        </a>
      ) : null}
    </li>
  );
}
