'use client';

import { motion } from '@virga/ui';
import { useEffect, useState } from 'react';

export type PendingPhase = 'nothing' | 'lines' | 'words';

/** What a wait shows: nothing for 300 ms, then the grey layout, after 5 s words too. */
export function usePendingPhase(): PendingPhase {
  const [phase, setPhase] = useState<PendingPhase>('nothing');
  useEffect(() => {
    const first = setTimeout(() => setPhase('lines'), motion.skeletonAfterMs);
    const second = setTimeout(() => setPhase('words'), motion.wordsAfterMs);
    return () => {
      clearTimeout(first);
      clearTimeout(second);
    };
  }, []);
  return phase;
}
