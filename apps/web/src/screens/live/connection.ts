'use client';

import { useSyncExternalStore } from 'react';

interface Connection {
  /** ISO time since when the stream is lost; null while it stands. */
  lostAt: string | null;
}

let current: Connection = { lostAt: null };
const listeners = new Set<() => void>();

function set(next: Connection): void {
  if ((next.lostAt === null) === (current.lostAt === null)) return;
  current = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const serverState: Connection = { lostAt: null };

/** Whether the live stream stands, for the strip "connection lost 12:03Z, shown as of then". */
export function useConnection<T>(select: (state: Connection & { set: typeof set }) => T): T {
  const state = useSyncExternalStore(
    subscribe,
    () => current,
    () => serverState,
  );
  return select({ ...state, set });
}
