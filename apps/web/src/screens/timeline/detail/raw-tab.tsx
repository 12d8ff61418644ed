'use client';

import { useQuery } from '@tanstack/react-query';
import { visibleText } from '@virga/domain';
import { bytesText, countText, SeverityMark, StatePanel } from '@virga/ui';
import { useMemo, useState } from 'react';
import { api } from '../../../contract/client.ts';
import { fetchRawRecord, rawRecordAddress } from '../../../contract/raw-record.ts';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { Pending } from '../../shell/pending.tsx';
import { ProblemPanel } from '../../shell/problem-panel.tsx';
import { useTimeline } from '../state/timeline-context.ts';
import { CopiesList } from './copies-list.tsx';
import classes from './detail.module.css';
import { MaskedSecrets } from './masked-secrets.tsx';
import { rawText } from './raw-text.ts';
import { SeekCheck } from './seek-check.tsx';

/** The record as it stands in the sealed evidence, where it stands there, and the rules that matched it. */
export function RawTab({ row }: { row: TimelineRowJson }) {
  const { caseId, mayReadRaw } = useTimeline();
  const [isShowingSecrets, setShowingSecrets] = useState(false);
  const query = { eventId: row.id, ...(isShowingSecrets ? { secrets: 'shown' as const } : {}) };
  const raw = useQuery({
    queryKey: ['raw-record', caseId, row.id, isShowingSecrets],
    queryFn: ({ signal }) => fetchRawRecord(caseId, query, signal),
    enabled: mayReadRaw,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
  const item = useQuery({
    ...api.evidence.get.queryOptions({ input: { caseId, evidenceId: row.record.evidenceId } }),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const shown = useMemo(() => (raw.data ? rawText(raw.data.bytes) : null), [raw.data]);
  const { object, offset, length } = row.record;
  return (
    <div className={classes.raw}>
      <Detections row={row} />
      <p className={classes.place}>
        {item.data ? `E-${item.data.number}` : 'Evidence item'} · {visibleText(object)} · bytes {countText(offset)}–
        {countText(offset + Math.max(0, length - 1))} · {raw.data ? 'hash checked' : 'hash not checked yet'}
        {raw.data ? (
          <a href={rawRecordAddress(caseId, query)} download className={classes.download}>
            Download the record
          </a>
        ) : null}
      </p>
      {raw.data && raw.data.maskedSecrets > 0 ? (
        <MaskedSecrets count={raw.data.maskedSecrets} onShow={() => setShowingSecrets(true)} />
      ) : null}
      {raw.data && !isShowingSecrets ? <SeekCheck caseId={caseId} eventId={row.id} record={raw.data} /> : null}
      <CopiesList eventId={row.id} />
      {mayReadRaw ? null : (
        <StatePanel state="denied" title="Raw records need the permission evidence:raw">
          A lead of this case can grant it.
        </StatePanel>
      )}
      {raw.error ? <ProblemPanel what="The raw record" error={raw.error} onRetry={() => void raw.refetch()} /> : null}
      {mayReadRaw && raw.isPending ? <Pending what="the raw record" lines={8} /> : null}
      {shown && raw.data ? (
        <>
          {shown.shownBytes < raw.data.length ? (
            <p className={classes.place}>
              The first {bytesText(shown.shownBytes)} of {bytesText(raw.data.length)} are shown; the download holds all.
            </p>
          ) : null}
          <pre className={classes.record}>{shown.kind === 'hex' ? shown.text : visibleLines(shown.text)}</pre>
        </>
      ) : null}
    </div>
  );
}

/** Line ends and tabs are the layout of a record, not something to make visible. */
function visibleLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.split('\t').map(visibleText).join('\t'))
    .join('\n');
}

function Detections({ row }: { row: TimelineRowJson }) {
  if (row.detections.length === 0) return <p className={classes.place}>No detection rule matched this event.</p>;
  return (
    <ul className={classes.detections} aria-label="Detections that matched">
      {row.detections.map((match) => (
        <li key={match.ruleId}>
          <SeverityMark severity={match.severity} /> {match.title}{' '}
          <code>{[match.ruleId, ...match.techniques].join(' · ')}</code>{' '}
          <span className={classes.quiet}>{match.tactics.join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}
