'use client';

import { Button } from '@mantine/core';
import { StatePanel } from '@virga/ui';
import classes from './not-found.module.css';

/** A page whose drawing failed. What was stored is stored; `mark` finds the line in the server's log. */
export function BrokenPage({ mark, onRetry }: { mark: string | null; onRetry(): void }) {
  return (
    <main className={classes.page}>
      <StatePanel
        state="failed"
        title="This page could not be drawn"
        action={
          <Button variant="default" onClick={onRetry}>
            Retry
          </Button>
        }
      >
        Nothing that was saved is lost. If it stays so, the server's log says why{mark ? ' under ' : ''}
        {mark ? <code>{mark}</code> : null}. <code>system.unexpected</code>
      </StatePanel>
    </main>
  );
}
