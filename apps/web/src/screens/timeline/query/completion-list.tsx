'use client';

import { visibleText } from '@virga/domain';
import classes from './query-bar.module.css';
import type { Suggestion } from './use-completion.ts';

export interface CompletionListProps {
  id: string;
  suggestions: readonly Suggestion[];
  chosen: number;
  onTake(inserted: string): void;
}

/** Below the query: Tab takes the first, arrows choose, a click takes. */
export function CompletionList({ id, suggestions, chosen, onTake }: CompletionListProps) {
  return (
    <div id={id} role="listbox" aria-label="Completions" className={classes.list} hidden={suggestions.length === 0}>
      {suggestions.map(({ label, note, inserted }, place) => (
        <div
          key={label}
          id={`${id}-${place}`}
          role="option"
          tabIndex={-1}
          aria-selected={place === chosen}
          className={classes.option}
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(inserted);
          }}
        >
          <span className={classes.label}>{visibleText(label)}</span>
          <span className={classes.note}>{note}</span>
        </div>
      ))}
    </div>
  );
}
