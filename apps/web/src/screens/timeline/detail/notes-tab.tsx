'use client';

import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { TimeText } from '@virga/ui';
import { useState } from 'react';
import { api } from '../../../contract/client.ts';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { ProblemPanel } from '../../shell/problem-panel.tsx';
import { patchRows } from '../state/patch-rows.ts';
import { useTimeline } from '../state/timeline-context.ts';
import classes from './detail.module.css';

/** Comments, oldest first, and the field for the next one; Ctrl/⌘ Enter sends it. */
export function NotesTab({ row }: { row: TimelineRowJson }) {
  const { caseId, mayAnnotate } = useTimeline();
  const [text, setText] = useState('');
  const queries = useQueryClient();
  const me = useQuery(api.session.me.queryOptions());
  const comments = useQuery(api.annotations.comments.queryOptions({ input: { caseId, eventId: row.id } }));
  const changed = (by: number) => {
    patchRows(queries, new Set([row.id]), (one) => ({ ...one, commentCount: Math.max(0, one.commentCount + by) }));
    void queries.invalidateQueries({ queryKey: api.annotations.comments.key() });
  };
  const add = useMutation(
    api.annotations.comment.mutationOptions({
      onSuccess: () => {
        setText('');
        changed(1);
      },
    }),
  );
  const remove = useMutation(api.annotations.removeComment.mutationOptions({ onSuccess: () => changed(-1) }));
  const send = () => {
    if (text.trim() !== '') add.mutate({ caseId, eventId: row.id, text });
  };
  return (
    <div className={classes.notes}>
      {comments.error ? <ProblemPanel what="The comments" error={comments.error} /> : null}
      {comments.data?.items.length === 0 ? <p className={classes.quiet}>No comment on this event yet.</p> : null}
      <ol className={classes.comments}>
        {comments.data?.items.map((comment) => (
          <li key={comment.id} className={classes.comment}>
            <p className={classes.quiet}>
              {comment.by.name} · <TimeText iso={comment.at} seconds />
              {comment.by.id === me.data?.user.id ? (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  onClick={() => remove.mutate({ caseId, commentId: comment.id })}
                >
                  Remove
                </Button>
              ) : null}
            </p>
            <p className={classes.words}>{comment.text}</p>
          </li>
        ))}
      </ol>
      {mayAnnotate ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <Textarea
            label="Comment"
            autosize
            minRows={2}
            maxRows={8}
            autoFocus
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
            }}
            error={add.error?.message ?? remove.error?.message}
          />
          <Button type="submit" variant="default" mt="xs" disabled={text.trim() === ''} loading={add.isPending}>
            Add comment
          </Button>
        </form>
      ) : (
        <p className={classes.quiet}>
          Comments need the permission timeline:annotate; a lead of this case can grant it.
        </p>
      )}
    </div>
  );
}
