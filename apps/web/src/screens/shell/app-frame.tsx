'use client';

import { useQuery } from '@tanstack/react-query';
import { usePathname, useRouter } from 'next/navigation';
import { type ReactNode, useEffect } from 'react';
import { api } from '../../contract/client.ts';
import { ApiProblem } from '../../contract/problem.ts';
import classes from './app-frame.module.css';
import { Palette } from './palette.tsx';
import { ProblemPanel } from './problem-panel.tsx';
import { RangeStrip, StaleStrip } from './range-strip.tsx';
import { TopBar } from './top-bar.tsx';

/**
 * Frame of every signed-in page. Without a session it leads to the sign-in page, with a first password to its change, without
 * a factor where one is needed to its enrolment; on the way there nothing is drawn.
 */
export function AppFrame({ children }: { children: ReactNode }) {
  const me = useQuery(api.session.me.queryOptions());
  const router = useRouter();
  const path = usePathname();
  const isSignedOut = me.error instanceof ApiProblem && me.error.code === 'session.required';
  const first = firstPageOf(me.data?.user);
  useEffect(() => {
    if (isSignedOut) router.replace(`/sign-in?next=${encodeURIComponent(path + window.location.search)}`);
    else if (first) router.replace(first);
  }, [isSignedOut, first, path, router]);
  if (me.error && !isSignedOut) return <ProblemPanel error={me.error} what="Virga" onRetry={() => void me.refetch()} />;
  if (!me.data || isSignedOut || first) return null;
  return (
    <div className={classes.frame}>
      <TopBar />
      {me.data.staged ? <RangeStrip /> : null}
      <StaleStrip />
      <main id="content" className={classes.content}>
        {children}
      </main>
      <Palette />
    </div>
  );
}

function firstPageOf(user: { passwordMustChange: boolean; factorMustBeSet: boolean } | undefined): string | null {
  if (user?.passwordMustChange) return '/first-password';
  return user?.factorMustBeSet ? '/second-factor' : null;
}
