'use client';

import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { theme, variables } from '@virga/ui';
import { type ReactNode, useState } from 'react';
import { ApiProblem } from '../../contract/problem.ts';
import { StepUpProvider } from '../forms/step-up.tsx';
import { LiveUpdates } from '../live/live-updates.tsx';

/** Refusals are answers, not accidents: only what may succeed later is asked again. */
function isWorthRetrying(count: number, error: unknown): boolean {
  if (count >= 2) return false;
  return !(error instanceof ApiProblem) || error.problem.status >= 500;
}

/** Everything the client side of every page stands on. `nonce` lets Mantine's style element pass the CSP. */
export function Providers({ children, nonce }: { children: ReactNode; nonce: string | undefined }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: { queries: { staleTime: 5000, retry: isWorthRetrying, refetchOnWindowFocus: true } },
      }),
  );
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce ?? ''}
    >
      <QueryClientProvider client={client}>
        <StepUpProvider>
          <LiveUpdates />
          <Notifications position="bottom-right" limit={3} />
          {children}
        </StepUpProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
