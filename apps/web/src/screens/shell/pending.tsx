'use client';

import { motion } from '@virga/ui';
import { useEffect, useState } from 'react';
import classes from './pending.module.css';

/** Uneven like text, all different. */
const widths = ['92%', '75%', '88%', '61%', '84%', '70%', '79%', '66%', '90%', '72%'];

/** While something loads: nothing for 300 ms, then grey lines of the layout, after 5 s words. No shimmer. */
export function Pending({ what, lines = 6 }: { what: string; lines?: number }) {
  const [phase, setPhase] = useState<'nothing' | 'lines' | 'words'>('nothing');
  useEffect(() => {
    const first = setTimeout(() => setPhase('lines'), motion.skeletonAfterMs);
    const second = setTimeout(() => setPhase('words'), motion.wordsAfterMs);
    return () => {
      clearTimeout(first);
      clearTimeout(second);
    };
  }, []);
  return (
    <div className={classes.pending} role="status" aria-label={`Loading ${what}`}>
      {phase === 'nothing'
        ? null
        : widths.slice(0, lines).map((width) => <div key={width} className={classes.line} style={{ width }} />)}
      {phase === 'words' ? <p className={classes.words}>Loading {what}. This takes longer than usual.</p> : null}
    </div>
  );
}
