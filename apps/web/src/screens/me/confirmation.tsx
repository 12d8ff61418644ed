'use client';

import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TimeText } from '@virga/ui';
import { api } from '../../contract/client.ts';
import { Section } from '../tables/section.tsx';
import classes from './me.module.css';

/** Until when approvals, exports and the like go through without asking; can be ended when one leaves the desk. */
export function Confirmation({ until }: { until: string | null }) {
  const queries = useQueryClient();
  const end = useMutation(
    api.session.endStepUp.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.session.key() }),
    }),
  );
  return (
    <Section title="Confirmation" hint="Approvals, exports, accounts, users, tokens and settings ask who you are.">
      <div className={classes.line}>
        {until ? (
          <>
            <span>
              You confirmed it lately; they go through until <TimeText iso={until} seconds />
            </span>
            <Button variant="default" loading={end.isPending} onClick={() => end.mutate({})}>
              Ask me again from now on
            </Button>
          </>
        ) : (
          <span>The next of them asks again.</span>
        )}
      </div>
    </Section>
  );
}
