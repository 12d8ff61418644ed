'use client';

import { Button } from '@mantine/core';
import { type Query, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNow } from '../tables/use-now.ts';
import classes from './pending.module.css';

const isWaiting = (query: Query) => query.state.status === 'pending';

/** After five seconds: what is waited for and since when, and the way out of it and back. */
export function PendingWords({ what }: { what: string }) {
  const queries = useQueryClient();
  const [since] = useState(() => Date.now());
  const [isCancelled, setCancelled] = useState(false);
  const now = useNow(1000);
  const cancel = () => {
    setCancelled(true);
    void queries.cancelQueries({ type: 'active', predicate: isWaiting });
  };
  const again = () => {
    setCancelled(false);
    void queries.refetchQueries({ type: 'active', predicate: isWaiting });
  };
  return (
    <p className={classes.words}>
      {isCancelled
        ? `Not loaded: you cancelled it.`
        : `Loading ${what}, since ${Math.round((now - since) / 1000) + 5} s. This takes longer than usual.`}
      <Button variant="default" size="compact-xs" ml={8} onClick={isCancelled ? again : cancel}>
        {isCancelled ? 'Load again' : 'Cancel'}
      </Button>
    </p>
  );
}
