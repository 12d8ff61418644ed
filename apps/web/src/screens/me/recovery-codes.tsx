'use client';

import { Button, Group, Stack } from '@mantine/core';
import { CopyButton } from '../tables/copy-button.tsx';
import classes from './me.module.css';

/** Shown once; each opens the account one time in place of a code of the app. */
export function RecoveryCodes({ codes, onKept }: { codes: readonly string[]; onKept(): void }) {
  return (
    <Stack gap={12}>
      <p className={classes.once} role="status">
        The second factor is in force. Keep these recovery codes apart from your phone: each signs you in once when the
        app is lost. They are shown only now and kept nowhere.
      </p>
      <ol className={classes.codes} aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <Group>
        <Button onClick={onKept}>I have kept them</Button>
        <CopyButton value={codes.join('\n')} what="recovery codes" />
      </Group>
    </Stack>
  );
}
