'use client';

import { useEffect, useState } from 'react';

/** Milliseconds of our clock, again every `everyMs`: for countdowns and "12 s ago". */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
