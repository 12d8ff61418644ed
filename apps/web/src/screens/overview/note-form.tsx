'use client';

import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../contract/client.ts';
import { type NoteKind, noteKinds } from './note-kinds.ts';
import classes from './overview.module.css';

/** One more note; a decision asks for its reason. */
export function NoteForm({ caseId }: { caseId: string }) {
  const queries = useQueryClient();
  const [kind, setKind] = useState<NoteKind>('note');
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const add = useMutation(
    api.notes.create.mutationOptions({
      onSuccess: async () => {
        setText('');
        setReason('');
        await queries.invalidateQueries({ queryKey: api.notes.key() });
      },
    }),
  );
  const label = noteKinds.find((one) => one.value === kind)!.label.toLowerCase();
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate({ caseId, kind, text, reason: kind === 'decision' ? reason : '' });
      }}
    >
      <Stack gap={8}>
        <Group gap={8} align="start" wrap="nowrap">
          <Select
            aria-label="Kind"
            w={112}
            allowDeselect={false}
            data={noteKinds.map(({ value, label: name }) => ({ value, label: name }))}
            value={kind}
            onChange={(next) => setKind(noteKinds.find((one) => one.value === next)?.value ?? 'note')}
          />
          <Textarea
            aria-label={`Text of the ${label}`}
            placeholder={kind === 'question' ? 'What do we want to know?' : 'What should not be forgotten?'}
            autosize
            minRows={1}
            maxRows={10}
            flex={1}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={add.isPending} disabled={text.trim() === ''}>
            Add {label}
          </Button>
        </Group>
        {kind === 'decision' ? (
          <TextInput
            aria-label="Reason of the decision"
            placeholder="Reason"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
        {add.error ? (
          <Text size="sm" c="danger" role="alert">
            {add.error.message}
          </Text>
        ) : null}
      </Stack>
    </form>
  );
}
