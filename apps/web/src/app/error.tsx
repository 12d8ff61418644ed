'use client';

import { BrokenPage } from '../screens/shell/broken-page.tsx';

export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return <BrokenPage mark={error.digest ?? null} onRetry={reset} />;
}
