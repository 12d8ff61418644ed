'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../contract/client.ts';
import { NewPasswordFields, passwordFault } from './new-password-fields.tsx';

const empty = { current: '', next: '', again: '' };

/** Changes one's own password; all other sessions end with it. */
export function PasswordForm({ onDone }: { onDone(): void }) {
  const queries = useQueryClient();
  const [value, setValue] = useState(empty);
  const [shown, setShown] = useState<string | null>(null);
  const change = useMutation(
    api.session.changePassword.mutationOptions({
      onSuccess: async () => {
        setValue(empty);
        await queries.invalidateQueries({ queryKey: api.session.key() });
        onDone();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const fault = passwordFault(value);
    setShown(fault);
    if (!fault) change.mutate({ current: value.current, next: value.next });
  };
  const fault = shown ?? change.error?.message ?? null;
  return (
    <form onSubmit={submit}>
      <Stack gap={12}>
        <NewPasswordFields value={value} onChange={setValue} />
        {fault ? (
          <Text size="sm" c="danger" role="alert">
            {fault}
          </Text>
        ) : null}
        <Group>
          <Button type="submit" loading={change.isPending}>
            Change password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
