'use client';

import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { api } from '../../contract/client.ts';
import { ApiProblem } from '../../contract/problem.ts';
import { ConfirmAtProvider } from './confirm-at-provider.tsx';

type Run = <T>(work: () => Promise<T>) => Promise<T>;
const StepUpContext = createContext<Run>((work) => work());

/** Runs a call that may ask for the password: on `session.step_up` it asks, and repeats the call once. */
export function useStepUp(): Run {
  return useContext(StepUpContext);
}

export function StepUpProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const waiting = useRef<{ resolve(): void; reject(): void }[]>([]);
  const run = useCallback<Run>(async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'session.step_up') throw error;
      await new Promise<void>((resolve, reject) => {
        waiting.current.push({ resolve, reject: () => reject(error) });
        setOpen(true);
      });
      return work();
    }
  }, []);
  const close = (confirmed: boolean) => {
    setOpen(false);
    for (const one of waiting.current.splice(0)) confirmed ? one.resolve() : one.reject();
  };
  return (
    <StepUpContext value={run}>
      {children}
      {/* Above the dialogs (200) that ask for it, below their menus (300). */}
      <Modal opened={isOpen} onClose={() => close(false)} title="Confirm it is you" size="sm" zIndex={250}>
        {isOpen ? <ConfirmForm onDone={close} /> : null}
      </Modal>
    </StepUpContext>
  );
}

function ConfirmForm({ onDone }: { onDone(confirmed: boolean): void }) {
  const me = useQuery(api.session.me.queryOptions());
  const options = useQuery(api.session.options.queryOptions());
  const issuer = options.data?.oidc?.issuer;
  if (me.data && !me.data.user.hasPassword && issuer)
    return <ConfirmAtProvider userId={me.data.user.id} issuer={issuer} onDone={onDone} />;
  return <PasswordForm hasCode={me.data?.user.hasSecondFactor ?? false} onDone={onDone} />;
}

function PasswordForm({ hasCode, onDone }: { hasCode: boolean; onDone(confirmed: boolean): void }) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const queries = useQueryClient();
  const confirm = useMutation(
    api.session.stepUp.mutationOptions({
      onSuccess: () => {
        void queries.invalidateQueries({ queryKey: api.session.key() });
        onDone(true);
      },
    }),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate({ password, ...(hasCode ? { code: code.trim() } : {}) });
      }}
    >
      <Stack gap="sm">
        <Text size="sm">This step asks for your password again. It then counts for ten minutes.</Text>
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={confirm.error?.message}
          data-autofocus
        />
        {hasCode ? (
          <TextInput
            label="Code of the second factor"
            description="Or a recovery code."
            inputMode="numeric"
            autoComplete="one-time-code"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={() => onDone(false)}>
            Cancel
          </Button>
          <Button type="submit" loading={confirm.isPending}>
            Confirm password
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
