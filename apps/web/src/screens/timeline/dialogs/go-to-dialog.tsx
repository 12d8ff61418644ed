'use client';

import { Button, Modal, TextInput } from '@mantine/core';
import { formatTime, nowMicros } from '@virga/domain';
import { parseWrittenTime } from '@virga/timeline/query';
import { useState } from 'react';

export interface GoToDialogProps {
  isOpen: boolean;
  onClose(): void;
  onGo(at: string): void;
}

/** Ctrl/⌘ G: the list begins at a time, as written in a query. */
export function GoToDialog({ isOpen, onClose, onGo }: GoToDialogProps) {
  const [text, setText] = useState('');
  const written = parseWrittenTime(text.trim());
  return (
    <Modal opened={isOpen} onClose={onClose} title="Go to a time" size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!written) return;
          onGo(formatTime('micros' in written.start ? written.start.micros : nowMicros() + written.start.fromNow));
          onClose();
        }}
      >
        <TextInput
          data-autofocus
          label="Time (UTC)"
          placeholder="2026-10-01 12:03"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={text.trim() !== '' && !written ? 'Not a time, for example 2026-10-01 12:03 or -24h' : null}
        />
        <Button type="submit" mt="md" disabled={!written}>
          Go there
        </Button>
      </form>
    </Modal>
  );
}
