'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, client } from '../../contract/client.ts';
import { useConfirmedMutation } from '../forms/use-confirmed-mutation.ts';
import { Section } from '../tables/section.tsx';
import { EnrolFactor } from './enrol-factor.tsx';
import classes from './me.module.css';

export interface SecondFactorProps {
  isSet: boolean;
  recoveryCodesLeft: number;
}

/** Whether a second factor is in force, and its change. Replacing it also makes new recovery codes. */
export function SecondFactor({ isSet, recoveryCodesLeft }: SecondFactorProps) {
  const queries = useQueryClient();
  const [round, setRound] = useState(0);
  const settle = async () => {
    setRound(round + 1);
    await queries.invalidateQueries({ queryKey: api.session.key() });
  };
  const remove = useConfirmedMutation(() => client.session.removeSecondFactor({}), settle);
  return (
    <Section
      title="Second factor"
      hint={isSet ? 'In force: sign-in asks for a code.' : 'Not set: the password alone opens your account.'}
    >
      <Stack gap={12} className={classes.form}>
        {isSet ? (
          <p className={recoveryCodesLeft < 3 ? classes.once : classes.quiet}>
            {recoveryCodesLeft} recovery codes are left
            {recoveryCodesLeft < 3 ? '; replace the factor to get new ones.' : '.'}
          </p>
        ) : null}
        <EnrolFactor
          key={round}
          begin={isSet ? 'Replace the second factor' : 'Set up a second factor'}
          onDone={() => void settle()}
        />
        {isSet ? (
          <Group>
            <Button
              variant="outline"
              color="danger"
              loading={remove.isPending}
              onClick={() => remove.mutate(undefined)}
            >
              Remove the second factor
            </Button>
          </Group>
        ) : null}
        {remove.error ? (
          <Text size="sm" c="danger" role="alert">
            {remove.error.message}
          </Text>
        ) : null}
      </Stack>
    </Section>
  );
}
