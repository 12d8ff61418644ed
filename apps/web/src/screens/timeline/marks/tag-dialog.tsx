'use client';

import { Modal } from '@mantine/core';
import { TagForm } from './tag-form.tsx';

export interface TagDialogProps {
  rows: number;
  isOpen: boolean;
  onClose(): void;
  onTag(tags: string[]): void;
}

export function TagDialog({ rows, isOpen, onClose, onTag }: TagDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={rows === 1 ? 'Tag this event' : `Tag ${rows} events`} size="sm">
      {isOpen ? (
        <TagForm
          onTag={(tags) => {
            onTag(tags);
            onClose();
          }}
        />
      ) : null}
    </Modal>
  );
}
