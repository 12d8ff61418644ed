'use client';

import { Button, Kbd, Modal, Switch, Table } from '@mantine/core';
import { defaultKeys, keyActions, writeKeys } from '../state/key-map.ts';
import type { LetterKeys } from '../state/use-letter-keys.ts';
import { KeyField } from './key-field.tsx';

const fixed: [string, string][] = [
  ['arrows', 'Next and previous event'],
  ['Page up, Page down, Home, End', 'Move by a page, to the first or last loaded event'],
  ['Enter', 'Open or close the event'],
  ['Esc', 'Close the event'],
  ['g then o s e t d r p', 'Tabs of the case'],
  ['Ctrl/⌘ G', 'Go to a time'],
  ['Ctrl/⌘ K', 'Palette'],
];

export interface HelpDialogProps {
  isOpen: boolean;
  onClose(): void;
  letters: LetterKeys;
}

/** Every key with what it does; the letters can be changed, and switched off altogether. */
export function HelpDialog({ isOpen, onClose, letters }: HelpDialogProps) {
  const { isOn, set, keys, remap } = letters;
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys of the timeline" size="lg">
      <Switch
        label="Letter keys, while the table has the focus"
        description="Off: also g and a letter for the tabs of a case. Kept on this machine."
        checked={isOn}
        onChange={(event) => set(event.currentTarget.checked)}
        mb="md"
      />
      <Table verticalSpacing={2}>
        <Table.Tbody>
          {keyActions.map(([action, , meaning]) => (
            <Table.Tr key={action}>
              <Table.Td w={200}>
                <KeyField action={action} meaning={meaning} keys={keys} isOn={isOn} onChange={remap} />
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
          {fixed.map(([key, meaning]) => (
            <Table.Tr key={key}>
              <Table.Td>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {writeKeys(keys) === null ? null : (
        <Button variant="default" mt="md" onClick={() => remap(defaultKeys)}>
          Keys as at first
        </Button>
      )}
    </Modal>
  );
}
