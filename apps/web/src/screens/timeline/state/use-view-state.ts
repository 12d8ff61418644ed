'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { readViewState, type ViewState, writeViewState } from './view-state.ts';

export type ChangeView = (change: Partial<ViewState>, how?: 'push' | 'replace') => void;

/** The view as the address bar has it, and its one way to change: searches are steps of Back, the rest replaces. */
export function useViewState(): { view: ViewState; change: ChangeView } {
  const text = useSearchParams().toString();
  const view = useMemo(() => readViewState(new URLSearchParams(text)), [text]);
  const change = useCallback<ChangeView>((wish, how = 'push') => {
    const now = readViewState(new URLSearchParams(window.location.search));
    const next = writeViewState({ ...now, ...wish });
    if (next === writeViewState(now)) return;
    const address = next === '' ? window.location.pathname : `${window.location.pathname}?${next}`;
    if (how === 'push') window.history.pushState(null, '', address);
    else window.history.replaceState(null, '', address);
  }, []);
  return { view, change };
}
