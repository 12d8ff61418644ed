'use client';

import { Kbd, Modal, Switch, Table } from '@mantine/core';

const keys: [string, string][] = [
  ['/', 'Type a query'],
  ['j k, arrows', 'Next and previous event'],
  ['Page up, Page down, Home, End', 'Move by a page, to the first or last loaded event'],
  ['Enter', 'Open or close the event'],
  ['Esc', 'Close the event'],
  ['x, Space', 'Select the event'],
  ['s', 'Star'],
  ['t', 'Tag'],
  ['c', 'Comment'],
  ['h', 'Hide'],
  ['1 2 3', 'Bad, suspicious, good'],
  ['[ ]', 'Narrower and wider around the event'],
  ['u', 'Undo your last change'],
  ['Ctrl/⌘ G', 'Go to a time'],
  ['g then o s e t d r p', 'Tabs of the case'],
  ['Ctrl/⌘ K', 'Palette'],
  ['?', 'This list'],
];

export interface HelpDialogProps {
  isOpen: boolean;
  onClose(): void;
  areLettersOn: boolean;
  onLetters(isOn: boolean): void;
}

export function HelpDialog({ isOpen, onClose, areLettersOn, onLetters }: HelpDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Keys of the timeline" size="md">
      <Switch
        label="Letter keys, while the table has the focus"
        checked={areLettersOn}
        onChange={(event) => onLetters(event.currentTarget.checked)}
        mb="md"
      />
      <Table>
        <Table.Tbody>
          {keys.map(([key, meaning]) => (
            <Table.Tr key={key}>
              <Table.Td>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{meaning}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
