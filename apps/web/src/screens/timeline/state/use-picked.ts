'use client';

import { useCallback, useState } from 'react';

/** The rows picked for a bulk change, and whether the change is meant for the whole query instead. */
export function usePicked() {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [isWholeQuery, setWholeQuery] = useState(false);
  const toggle = useCallback((ids: readonly string[], force?: boolean) => {
    setPicked((before) => {
      const next = new Set(before);
      for (const id of ids) {
        if (force ?? !next.has(id)) next.add(id);
        else next.delete(id);
      }
      return next;
    });
  }, []);
  const clear = useCallback(() => {
    setPicked(new Set());
    setWholeQuery(false);
  }, []);
  return { picked, isWholeQuery, toggle, clear, setWholeQuery };
}
export type Picked = ReturnType<typeof usePicked>;
