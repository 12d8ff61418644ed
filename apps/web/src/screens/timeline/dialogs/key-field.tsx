'use client';

import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { type KeyAction, type KeyMap, keyOf, keyProblem, withKey } from '../state/key-map.ts';

export interface KeyFieldProps {
  action: KeyAction;
  meaning: string;
  keys: KeyMap;
  isOn: boolean;
  onChange(keys: KeyMap): void;
}

/** The key of one action: what is pressed in the field becomes it; Tab and Escape stay what they are. */
export function KeyField({ action, meaning, keys, isOn, onChange }: KeyFieldProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const press = (key: string) => {
    const found = keyProblem(keys, action, key);
    setProblem(found);
    if (!found) onChange(withKey(keys, action, key));
  };
  return (
    <TextInput
      aria-label={`Key: ${meaning}`}
      size="xs"
      w={problem ? 190 : 48}
      disabled={!isOn}
      value={keyOf(keys, action)}
      readOnly
      error={problem}
      onBlur={() => setProblem(null)}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (['Tab', 'Escape', 'Shift', 'AltGraph'].includes(event.key)) return;
        event.preventDefault();
        press(event.key);
      }}
    />
  );
}
