'use client';

import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { FacetSearch } from './facet-search.tsx';
import { FacetValue } from './facet-value.tsx';
import classes from './facets.module.css';
import type { FacetValueJson } from './kept-values.ts';

export interface FacetGroupProps {
  field: string;
  title: string;
  values: readonly FacetValueJson[];
  more: boolean;
  isKnown: boolean;
}

export function FacetGroup({ field, title, values, more, isKnown }: FacetGroupProps) {
  const [isFolded, setFolded] = useState(false);
  const [isSearching, setSearching] = useState(false);
  const most = Math.max(1, ...values.map((value) => value.count));
  return (
    <section className={classes.group}>
      <UnstyledButton className={classes.title} aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>
        {isFolded ? <IconChevronRight size={16} /> : <IconChevronDown size={16} />} {title}
      </UnstyledButton>
      {isFolded ? null : (
        <>
          {isKnown && values.length === 0 ? <p className={classes.none}>no value in these rows</p> : null}
          <ul className={classes.values}>
            {values.map(({ value, count }) => (
              <FacetValue key={value} field={field} value={value} count={count} share={count / most} />
            ))}
          </ul>
          {more && !isSearching ? (
            <UnstyledButton className={classes.more} onClick={() => setSearching(true)} aria-label={`More ${title}`}>
              more
            </UnstyledButton>
          ) : null}
          {isSearching ? <FacetSearch field={field} title={title} onClose={() => setSearching(false)} /> : null}
        </>
      )}
    </section>
  );
}
