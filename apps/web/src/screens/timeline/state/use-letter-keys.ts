'use client';

import { useEffect, useState } from 'react';
import { keep, readKept } from './kept-on-machine.ts';

/** Whether letters act while the table has the focus; on until this person switches them off. */
export function useLetterKeys() {
  const [isOn, setOn] = useState(true);
  useEffect(() => setOn(readKept('letter-keys') !== 'off'), []);
  const set = (next: boolean) => {
    setOn(next);
    keep('letter-keys', next ? null : 'off');
  };
  return { isOn, set };
}
