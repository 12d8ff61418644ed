'use client';

import { useEffect, useState } from 'react';
import { keep, readKept } from './kept-on-machine.ts';
import { defaultKeys, type KeyMap, readKeys, writeKeys } from './key-map.ts';

/** Whether letters act while the table has the focus, and which does what; on until this person switches them off. */
export function useLetterKeys() {
  const [isOn, setOn] = useState(true);
  const [keys, setKeys] = useState<KeyMap>(defaultKeys);
  useEffect(() => {
    setOn(readKept('letter-keys') !== 'off');
    setKeys(readKeys(readKept('keys')));
  }, []);
  const set = (next: boolean) => {
    setOn(next);
    keep('letter-keys', next ? null : 'off');
  };
  const remap = (next: KeyMap) => {
    setKeys(next);
    keep('keys', writeKeys(next));
  };
  return { isOn, set, keys, remap };
}
export type LetterKeys = ReturnType<typeof useLetterKeys>;
