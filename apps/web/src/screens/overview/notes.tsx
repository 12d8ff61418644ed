'use client';

import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { StatePanel } from '@virga/ui';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { Pending } from '../shell/pending.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Section } from '../tables/section.tsx';
import { NoteForm } from './note-form.tsx';
import { noteKinds } from './note-kinds.ts';
import { NoteLine } from './note-line.tsx';
import classes from './overview.module.css';
import type { CaseDetail } from './overview-data.ts';

/** Place to think: notes, decisions with reason, tasks, questions, lessons. */
export function Notes({ detail }: { detail: CaseDetail }) {
  const [kind, setKind] = useState('all');
  const notes = useQuery(api.notes.list.queryOptions({ input: { caseId: detail.id } }));
  const mayWrite = detail.may.includes('case:write') && detail.status === 'open';
  const all = notes.data?.items ?? [];
  const rows = all.filter((note) => kind === 'all' || note.kind === kind);
  return (
    <Section
      title="Notes and decisions"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Which notes"
          value={kind}
          onChange={setKind}
          data={[{ value: 'all', label: 'All' }, ...noteKinds.map(({ value, plural }) => ({ value, label: plural }))]}
        />
      }
    >
      {mayWrite ? <NoteForm caseId={detail.id} /> : null}
      {notes.isPending ? <Pending what="the notes" lines={3} /> : null}
      {notes.error ? <ProblemPanel error={notes.error} what="The notes" onRetry={() => void notes.refetch()} /> : null}
      {notes.isSuccess && rows.length === 0 ? (
        <StatePanel
          isSmall
          state="none found"
          title={all.length === 0 ? 'Nothing is written yet' : 'Nothing of this kind'}
        >
          Write down why, while it is fresh: the report takes decisions and lessons from here.
        </StatePanel>
      ) : null}
      <div className={classes.lines}>
        {rows.map((note) => (
          <NoteLine key={note.id} caseId={detail.id} note={note} mayWrite={mayWrite} />
        ))}
      </div>
    </Section>
  );
}
