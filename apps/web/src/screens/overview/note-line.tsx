'use client';

import { Button, Checkbox, Group } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { visibleText } from '@virga/domain';
import { TimeText } from '@virga/ui';
import { api } from '../../contract/client.ts';
import { noteKinds } from './note-kinds.ts';
import classes from './overview.module.css';
import type { CaseNote } from './overview-data.ts';

/** One note with who wrote it; tasks and questions can be marked done. */
export function NoteLine({ caseId, note, mayWrite }: { caseId: string; note: CaseNote; mayWrite: boolean }) {
  const queries = useQueryClient();
  const refresh = { onSuccess: () => queries.invalidateQueries({ queryKey: api.notes.key() }) };
  const update = useMutation(api.notes.update.mutationOptions(refresh));
  const remove = useMutation(api.notes.remove.mutationOptions(refresh));
  const label = noteKinds.find((one) => one.value === note.kind)!.label;
  const canBeDone = note.kind === 'task' || note.kind === 'question';
  const problem = update.error ?? remove.error;
  return (
    <article className={classes.note} aria-label={label}>
      <Group gap={8} className={classes.meta}>
        {canBeDone ? (
          <Checkbox
            checked={note.done}
            disabled={!mayWrite}
            label={note.done ? `${label}, done` : label}
            onChange={(event) => update.mutate({ caseId, noteId: note.id, done: event.currentTarget.checked })}
          />
        ) : (
          <span>{label}</span>
        )}
        <span>{note.author.name}</span>
        <TimeText iso={note.createdAt} seconds />
        {note.eventIds.length > 0 ? <span>{note.eventIds.length} events</span> : null}
        {mayWrite ? (
          <Button
            variant="subtle"
            size="compact-xs"
            aria-label={`Remove this ${label.toLowerCase()}`}
            onClick={() => remove.mutate({ caseId, noteId: note.id })}
          >
            Remove
          </Button>
        ) : null}
      </Group>
      <p className={classes.noteText}>{lines(note.text)}</p>
      {note.reason ? <p className={classes.noteText}>Reason: {lines(note.reason)}</p> : null}
      {problem ? (
        <p className={classes.bad} role="alert">
          {problem.message}
        </p>
      ) : null}
    </article>
  );
}

/** Hidden signs become visible, line breaks stay. */
function lines(text: string): string {
  return text.split('\n').map(visibleText).join('\n');
}
