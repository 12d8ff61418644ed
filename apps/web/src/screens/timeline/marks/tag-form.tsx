'use client';

import { Button, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../contract/client.ts';
import { useTimeline } from '../state/timeline-context.ts';

const longest = 60;

/** Free tags; those of the case are offered. */
export function TagForm({ onTag }: { onTag(tags: string[]): void }) {
  const { caseId } = useTimeline();
  const [tags, setTags] = useState<string[]>([]);
  const [typed, setTyped] = useState('');
  const known = useQuery(
    api.timeline.complete.queryOptions({ input: { caseId, field: 'tag', prefix: '', limit: 50 } }),
  );
  const all = [...new Set([...tags, typed].map((tag) => tag.trim().slice(0, longest)).filter((tag) => tag !== ''))];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (all.length > 0) onTag(all);
      }}
    >
      <TagsInput
        label="Tags"
        size="xs"
        data-autofocus
        data={known.data?.items.map((item) => item.value) ?? []}
        value={tags}
        onChange={setTags}
        searchValue={typed}
        onSearchChange={setTyped}
        maxTags={20}
        comboboxProps={{ withinPortal: false }}
      />
      <Button type="submit" mt="sm" disabled={all.length === 0}>
        Tag
      </Button>
    </form>
  );
}
