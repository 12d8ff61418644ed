'use client';

import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../contract/client.ts';
import { useStepUp } from '../forms/step-up.tsx';
import { CopyButton } from '../tables/copy-button.tsx';
import { Section } from '../tables/section.tsx';
import classes from './me.module.css';

/** Enrolment of a TOTP app: the secret and its otpauth address as text, in force once a code of it comes back. */
export function SecondFactor({ isSet }: { isSet: boolean }) {
  const queries = useQueryClient();
  const stepUp = useStepUp();
  const [code, setCode] = useState('');
  const start = useMutation({ mutationFn: () => stepUp(() => client.session.startSecondFactor({})) });
  const settle = async () => {
    start.reset();
    setCode('');
    await queries.invalidateQueries({ queryKey: api.session.key() });
  };
  const confirm = useMutation({
    mutationFn: (secret: string) =>
      stepUp(() => client.session.confirmSecondFactor({ secret, code: code.replaceAll(' ', '') })),
    onSuccess: settle,
  });
  const remove = useMutation({
    mutationFn: () => stepUp(() => client.session.removeSecondFactor({})),
    onSuccess: settle,
  });
  const problem = start.error ?? confirm.error ?? remove.error;
  return (
    <Section
      title="Second factor"
      hint={isSet ? 'In force: sign-in asks for a code.' : 'Not set: the password alone opens your account.'}
    >
      <Stack gap={12} className={classes.form}>
        {start.data ? (
          <form
            onSubmit={(event) => {
              event.preventDefault();
              confirm.mutate(start.data.secret);
            }}
          >
            <Stack gap={12}>
              <Text size="md">
                Put this secret into your authenticator app (time-based, 6 digits, 30 seconds), then type the code it
                shows. Nothing is in force until then.
              </Text>
              <Shown label="Secret" value={start.data.secret} />
              <Shown label="Address" value={start.data.uri} />
              <TextInput
                label="Code"
                w={160}
                inputMode="numeric"
                autoComplete="one-time-code"
                value={code}
                onChange={(event) => setCode(event.currentTarget.value)}
              />
              <Group>
                <Button type="submit" loading={confirm.isPending} disabled={code.trim() === ''}>
                  Put it in force
                </Button>
                <Button variant="default" onClick={() => start.reset()}>
                  Cancel
                </Button>
              </Group>
            </Stack>
          </form>
        ) : (
          <Group>
            <Button variant="default" loading={start.isPending} onClick={() => start.mutate()}>
              {isSet ? 'Replace the second factor' : 'Set up a second factor'}
            </Button>
            {isSet ? (
              <Button variant="outline" color="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
                Remove the second factor
              </Button>
            ) : null}
          </Group>
        )}
        {problem ? (
          <Text size="sm" c="danger" role="alert">
            {problem.message}
          </Text>
        ) : null}
      </Stack>
    </Section>
  );
}

function Shown({ label, value }: { label: string; value: string }) {
  return (
    <div className={classes.secret}>
      <span className={classes.quiet}>{label}</span>
      <code>{value}</code>
      <CopyButton value={value} what={label.toLowerCase()} />
    </div>
  );
}
