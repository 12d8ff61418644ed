'use client';

import { useQueryClient } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useEffect } from 'react';
import { api } from '../../contract/client.ts';
import type { LiveEventJson } from '../../contract/live.ts';
import { useConnection } from './connection.ts';
import { tellNotification } from './tell-notification.ts';

type Keys = { key(): readonly unknown[] }[];

/** Which queries a kind of change makes stale. Ids only travel; the screen asks for what it shows. */
const staleBy: Record<string, Keys> = {
  acquisition: [api.acquisitions, api.overview, api.cases],
  evidence: [api.evidence, api.overview],
  timeline: [api.overview],
  annotation: [api.annotations],
  action: [api.actions, api.overview],
  inventory: [api.scope, api.overview],
  'connection-test': [api.accounts],
  report: [api.reports],
  case: [api.cases, api.notes, api.evidence],
  notification: [api.cases, api.settings],
  upload: [api.uploads, api.evidence],
  session: [api.session],
};

/** One stream per tab: changes elsewhere make the queries here stale; a lost connection is shown, not hidden. */
export function LiveUpdates() {
  const queries = useQueryClient();
  const isSignedOut = usePathname().startsWith('/sign-in');
  const setConnection = useConnection((state) => state.set);
  useEffect(() => {
    if (isSignedOut) return;
    const source = new EventSource('/api/v1/live');
    const waiting = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const flush = () => {
      timer = null;
      for (const kind of waiting)
        for (const branch of staleBy[kind] ?? []) void queries.invalidateQueries({ queryKey: branch.key() });
      waiting.clear();
    };
    source.onmessage = (message: MessageEvent<string>) => {
      const event = JSON.parse(message.data) as LiveEventJson;
      window.dispatchEvent(new CustomEvent('virga-live', { detail: event }));
      tellNotification(event);
      waiting.add(event.kind);
      timer ??= setTimeout(flush, 400);
    };
    source.onopen = () => setConnection({ lostAt: null });
    source.onerror = () => setConnection({ lostAt: new Date().toISOString() });
    return () => {
      source.close();
      if (timer) clearTimeout(timer);
    };
  }, [isSignedOut, queries, setConnection]);
  return null;
}
