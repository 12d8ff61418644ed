'use client';

import { Button } from '@mantine/core';
import { StatePanel } from '@virga/ui';
import { ApiProblem } from '../../contract/problem.ts';

/** A failed read in the words of its kind, with its code, what is kept, and Retry. */
export function ProblemPanel({ error, onRetry, what }: { error: unknown; onRetry?: () => void; what: string }) {
  const code = error instanceof ApiProblem ? error.code : 'system.unavailable';
  const isDenied = code === 'permission.denied' || code === 'resource.not_found';
  const text =
    error instanceof ApiProblem
      ? error.message
      : 'The server cannot be reached. What you see elsewhere is as of the last answer.';
  return (
    <StatePanel
      state={isDenied ? 'denied' : 'failed'}
      title={isDenied ? `${what} cannot be shown to you` : `${what} could not be loaded`}
      action={
        onRetry && !isDenied ? (
          <Button variant="default" onClick={onRetry}>
            Retry
          </Button>
        ) : undefined
      }
    >
      {text} <code>{code}</code>
    </StatePanel>
  );
}
