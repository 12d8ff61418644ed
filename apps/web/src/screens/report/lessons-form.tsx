'use client';

import { Button, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import classes from './report.module.css';

/** Lessons learned belong to the case; the next report carries them. */
export function LessonsForm({ caseId, saved, canWrite }: { caseId: string; saved: string; canWrite: boolean }) {
  const queries = useQueryClient();
  const [text, setText] = useState(saved);
  const save = useConfirmedMutation(
    () => client.cases.update({ caseId, lessons: text }),
    () => queries.invalidateQueries({ queryKey: api.cases.key() }),
  );
  const isChanged = text !== saved;
  return (
    <form
      className={classes.lessons}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Textarea
        aria-label="Lessons learned"
        description="What would have found it earlier, what slowed the response, what is to be changed and by whom."
        autosize
        minRows={3}
        maxRows={16}
        maxLength={20_000}
        readOnly={!canWrite}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {save.error ? (
        <p className={classes.error} role="alert">
          {save.error.message}
        </p>
      ) : null}
      {canWrite ? (
        <div className={classes.row}>
          <Button type="submit" variant="default" disabled={!isChanged} loading={save.isPending}>
            Save lessons
          </Button>
          <span className={classes.quiet}>{isChanged ? 'not saved yet' : 'saved; a new version carries it'}</span>
        </div>
      ) : null}
    </form>
  );
}
