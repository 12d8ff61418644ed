'use client';

import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { visibleText } from '@virga/domain';
import { useState } from 'react';
import { api, client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import classes from './settings.module.css';
import type { PlatformSettings } from './settings-types.ts';

/** Switches containment off for every account and case, and on again. The leads are told, with the reason. */
export function ContainmentSwitch({ now, canManage }: { now: PlatformSettings['containment']; canManage: boolean }) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const turn = useConfirmedMutation(
    () => client.settings.update({ containment: { enabled: !now.enabled, reason: reason.trim() } }),
    async () => {
      setReason('');
      await queries.invalidateQueries({ queryKey: api.settings.key() });
    },
  );
  return (
    <div className={classes.form}>
      <p className={classes.switch} data-off={!now.enabled || undefined}>
        {now.enabled
          ? '✓ On: approved actions are applied.'
          : `✕ Off: nothing is planned or applied in any account. Reason: ${visibleText(now.reason)}`}
      </p>
      {canManage ? (
        <div className={classes.bottom}>
          <TextInput
            className={classes.grow}
            label={now.enabled ? 'Reason to switch it off' : 'Reason to switch it on again'}
            description="Every lead is told. Undoing and verifying stay possible either way."
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button
            variant={now.enabled ? 'outline' : 'default'}
            color={now.enabled ? 'danger' : undefined}
            disabled={reason.trim() === ''}
            loading={turn.isPending}
            onClick={() => turn.mutate(undefined)}
          >
            {now.enabled ? 'Switch containment off' : 'Switch containment on'}
          </Button>
        </div>
      ) : null}
      {turn.error ? (
        <p className={classes.error} role="alert">
          {turn.error.message}
        </p>
      ) : null}
    </div>
  );
}
