'use client';

import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../contract/client.ts';
import { useTimeline } from '../state/timeline-context.ts';
import { FacetValue } from './facet-value.tsx';
import classes from './facets.module.css';

/** All values of one field that contain a text, commonest first. */
export function FacetSearch({ field, title, onClose }: { field: string; title: string; onClose(): void }) {
  const { selection, tree } = useTimeline();
  const [text, setText] = useState('');
  const [contains] = useDebouncedValue(text, 150);
  const found = useQuery({
    ...api.timeline.facetSearch.queryOptions({ input: { ...selection, field, contains, limit: 100 } }),
    enabled: tree !== null,
    placeholderData: keepPreviousData,
  });
  const values = found.data?.values ?? [];
  const most = Math.max(1, ...values.map((value) => value.count));
  return (
    <div className={classes.search}>
      <TextInput
        aria-label={`Search ${title}`}
        placeholder="Contains…"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
        autoFocus
      />
      <ul className={classes.found}>
        {values.map(({ value, count }) => (
          <FacetValue key={value} field={field} value={value} count={count} share={count / most} />
        ))}
      </ul>
      {found.data && values.length === 0 ? <p className={classes.none}>none found</p> : null}
      {found.error ? <p className={classes.none}>{found.error.message}</p> : null}
      {found.data?.more ? <p className={classes.none}>The first 100; type to narrow.</p> : null}
      <button type="button" className={classes.more} onClick={onClose}>
        fewer
      </button>
    </div>
  );
}
