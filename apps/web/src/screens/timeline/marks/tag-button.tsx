'use client';

import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { TagForm } from './tag-form.tsx';

export function TagButton({ onTag }: { onTag(tags: string[]): void }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover opened={isOpen} onChange={setOpen} width={280} trapFocus>
      <Popover.Target>
        <Button variant="default" size="compact-xs" onClick={() => setOpen(!isOpen)}>
          Tag
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TagForm
          onTag={(tags) => {
            setOpen(false);
            onTag(tags);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
