'use client';

import { Button, NumberInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Limits } from '@virga/domain';
import { useState } from 'react';
import { api, client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { limitFields, readLimitChange } from './limit-fields.ts';
import classes from './settings.module.css';

/** The limits a person may change; asks for the password. */
export function LimitsForm({ saved, canManage }: { saved: Limits; canManage: boolean }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState<Record<keyof Limits, number | string>>(saved);
  const { change, faults } = readLimitChange(saved, typed);
  const save = useConfirmedMutation(
    () => client.settings.update({ limits: change }),
    () => queries.invalidateQueries({ queryKey: api.settings.key() }),
  );
  const isChanged = Object.keys(change).length > 0;
  const isFaulty = Object.keys(faults).length > 0;
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className={classes.pair}>
        {limitFields.map((field) => (
          <NumberInput
            key={field.name}
            label={field.label}
            description={field.help}
            error={faults[field.name]}
            thousandSeparator=" "
            allowDecimal={false}
            allowNegative={false}
            hideControls
            readOnly={!canManage}
            value={typed[field.name]}
            onChange={(value) => setTyped((before) => ({ ...before, [field.name]: value }))}
          />
        ))}
      </div>
      {save.error ? (
        <p className={classes.error} role="alert">
          {save.error.message}
        </p>
      ) : null}
      {canManage ? (
        <div className={classes.row}>
          <Button type="submit" disabled={!isChanged || isFaulty} loading={save.isPending}>
            Save limits
          </Button>
          <span className={classes.quiet}>
            {isChanged ? 'not saved yet' : 'saved; workers read them at their next item'}
          </span>
        </div>
      ) : null}
    </form>
  );
}
