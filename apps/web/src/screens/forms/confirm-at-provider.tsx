'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '../../contract/client.ts';
import { confirmWithOpenId, steppedUpChannel } from '../../contract/sign-in.ts';

export interface ConfirmAtProviderProps {
  userId: string;
  issuer: string;
  onDone(confirmed: boolean): void;
}

/** For who has no password here: signs in again at the identity provider in a window of its own; the page and its step stay. */
export function ConfirmAtProvider({ userId, issuer, onDone }: ConfirmAtProviderProps) {
  const queries = useQueryClient();
  const [fault, setFault] = useState<string | null>(null);
  const [isWaiting, setWaiting] = useState(false);
  useEffect(() => {
    const channel = new BroadcastChannel(steppedUpChannel);
    channel.onmessage = async () => {
      setWaiting(false);
      const me = await queries.fetchQuery({ ...api.session.me.queryOptions(), staleTime: 0 });
      // Somebody else signed in there: what is on this page is not theirs.
      if (me.user.id !== userId) return window.location.assign('/');
      if (me.session?.stepUpUntil) return onDone(true);
      setFault(
        'The provider did not ask who you are just now (its answer has no fresh auth_time). Sign out there and try again.',
      );
    };
    return () => channel.close();
  }, [queries, userId, onDone]);
  const open = () => {
    setFault(null);
    setWaiting(true);
    confirmWithOpenId().catch((error: Error) => {
      setWaiting(false);
      setFault(error.message);
    });
  };
  return (
    <Stack gap="sm">
      <Text size="sm">
        This step asks who you are. Sign in again at {new URL(issuer).host}; it then counts for ten minutes.
      </Text>
      {fault ? (
        <Text size="sm" c="danger" role="alert">
          {fault}
        </Text>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={() => onDone(false)}>
          Cancel
        </Button>
        <Button loading={isWaiting} onClick={open} data-autofocus>
          Sign in again
        </Button>
      </Group>
    </Stack>
  );
}
