'use client';

import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { CopyButton } from '../tables/copy-button.tsx';
import classes from './me.module.css';
import { QrCode } from './qr-code.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

export interface EnrolFactorProps {
  /** Word of the button that begins. */
  begin: string;
  /** The one thing to do on its page. */
  isPrimary?: boolean;
  /** After the factor is in force and the recovery codes were kept. */
  onDone(): void;
}

/** Secret as QR code and as text, a code that proves it, then the recovery codes. In force only after the code. */
export function EnrolFactor({ begin, isPrimary = false, onDone }: EnrolFactorProps) {
  const [code, setCode] = useState('');
  const start = useConfirmedMutation(() => client.session.startSecondFactor({}));
  const confirm = useConfirmedMutation((secret: string) =>
    client.session.confirmSecondFactor({ secret, code: code.trim() }),
  );
  if (confirm.data) return <RecoveryCodes codes={confirm.data.recoveryCodes} onKept={onDone} />;
  if (!start.data)
    return (
      <Stack gap={12}>
        <Group>
          <Button
            variant={isPrimary ? 'filled' : 'default'}
            loading={start.isPending}
            onClick={() => start.mutate(undefined)}
          >
            {begin}
          </Button>
        </Group>
        <Fault error={start.error} />
      </Stack>
    );
  const { secret, uri } = start.data;
  return (
    <form
      className={classes.enrol}
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate(secret);
      }}
    >
      <QrCode text={uri} label="QR code of the second factor" />
      <Stack gap={12}>
        <Text size="md">
          Scan it with an authenticator app, or type the secret (time-based, 6 digits, 30 seconds). Then type the code
          the app shows: nothing is in force until then.
        </Text>
        <div className={classes.secret}>
          <span className={classes.quiet}>Secret</span>
          <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
          <CopyButton value={secret} what="secret" />
        </div>
        <TextInput
          label="Code"
          w={160}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          data-autofocus
        />
        <Fault error={confirm.error} />
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
  );
}

function Fault({ error }: { error: Error | null }) {
  if (!error) return null;
  return (
    <Text size="sm" c="danger" role="alert">
      {error.message}
    </Text>
  );
}
