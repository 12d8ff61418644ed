'use client';

import { Button, Group, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react';
import { api } from '../../contract/client.ts';
import { ApiProblem } from '../../contract/problem.ts';

type Run = <T>(work: () => Promise<T>) => Promise<T>;
const StepUpContext = createContext<Run>((work) => work());

/** Runs a call that may ask for the password: on `session.step_up` it asks, and repeats the call once. */
export function useStepUp(): Run {
  return useContext(StepUpContext);
}

export function StepUpProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const settle = useRef<{ resolve(): void; reject(error: unknown): void } | null>(null);
  const run = useCallback<Run>(async (work) => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.code !== 'session.step_up') throw error;
      await new Promise<void>((resolve, reject) => {
        settle.current = { resolve, reject: () => reject(error) };
        setOpen(true);
      });
      return work();
    }
  }, []);
  const close = (confirmed: boolean) => {
    setOpen(false);
    if (confirmed) settle.current?.resolve();
    else settle.current?.reject(null);
    settle.current = null;
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
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const me = useQuery(api.session.me.queryOptions());
  const confirm = useMutation(api.session.stepUp.mutationOptions({ onSuccess: () => onDone(true) }));
  const hasCode = me.data?.user.hasSecondFactor ?? false;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate({ password, ...(hasCode ? { code } : {}) });
      }}
    >
      <Stack gap="sm">
        <Text size="sm">This step asks for your password again. It then counts for ten minutes.</Text>
        <PasswordInput
          label="Password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          error={confirm.error?.message}
          data-autofocus
        />
        {hasCode ? (
          <TextInput
            label="Code of the second factor"
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
