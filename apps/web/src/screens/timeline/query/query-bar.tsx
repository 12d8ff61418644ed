'use client';

import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch, IconX } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect, useState } from 'react';
import { rememberSearch } from '../state/recent-searches.ts';
import { useTimeline } from '../state/timeline-context.ts';
import { withCompletion } from './caret-word.ts';
import { CompletionList } from './completion-list.tsx';
import classes from './query-bar.module.css';
import { QueryProblemLine } from './query-problem.tsx';
import { readClauses } from './read-clauses.ts';
import { useCompletion } from './use-completion.ts';

const listId = 'timeline-completion';

/** Where a query is typed. It runs on Enter; one that cannot be read stays here with its place, and the table stays. */
export function QueryBar({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  const { caseId, view, change } = useTimeline();
  const [draft, setDraft] = useState(view.query);
  const [caret, setCaret] = useState(0);
  const [isTyping, setTyping] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const [submitted, setSubmitted] = useState<string | null>(null);
  useEffect(() => setDraft(view.query), [view.query]);
  const [settled] = useDebouncedValue(draft, 400);
  const problem = readClauses(settled === draft || draft === view.query ? draft : '').problem;
  const { word, suggestions } = useCompletion(caseId, draft, caret, isTyping);
  const run = (query: string) => {
    setTyping(false);
    setSubmitted(query);
    if (readClauses(query).problem) return;
    rememberSearch(caseId, query);
    change({ query: query.trim(), at: null, row: null });
  };
  const shownProblem = problem ?? (submitted === draft ? readClauses(draft).problem : null);
  const take = (inserted: string) => {
    if (!word) return;
    const next = withCompletion(draft, word, inserted);
    setDraft(next.text);
    setCaret(next.caret);
    setChosen(-1);
    requestAnimationFrame(() => inputRef.current?.setSelectionRange(next.caret, next.caret));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isOpen = suggestions.length > 0;
    if (event.key === 'ArrowDown' && isOpen) setChosen((chosen + 1) % suggestions.length);
    else if (event.key === 'ArrowUp' && isOpen)
      setChosen(((chosen + suggestions.length + 1) % (suggestions.length + 1)) - 1);
    else if (event.key === 'Tab' && isOpen && !event.shiftKey) take(suggestions[Math.max(0, chosen)]!.inserted);
    else if (event.key === 'Enter' && isOpen && chosen >= 0) take(suggestions[chosen]!.inserted);
    else if (event.key === 'Enter') run(draft);
    else if (event.key === 'Escape' && isOpen) setTyping(false);
    else return;
    event.preventDefault();
  };
  return (
    <search className={classes.bar}>
      <div className={classes.field} data-problem={shownProblem ? true : undefined}>
        <IconSearch size={16} aria-hidden />
        <input
          ref={inputRef}
          className={classes.input}
          role="combobox"
          aria-label="Query"
          aria-expanded={suggestions.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 ? `${listId}-${chosen}` : undefined}
          aria-invalid={shownProblem !== null}
          aria-describedby={shownProblem ? 'timeline-query-problem' : undefined}
          placeholder="Text, field:value, AND OR NOT, ip:10.0.0.0/8, time:-24h"
          spellCheck={false}
          autoComplete="off"
          value={draft}
          onChange={(event) => {
            setDraft(event.currentTarget.value);
            setCaret(event.currentTarget.selectionStart ?? event.currentTarget.value.length);
            setTyping(true);
            setChosen(-1);
          }}
          onSelect={(event) => setCaret(event.currentTarget.selectionStart ?? 0)}
          onBlur={() => setTyping(false)}
          onKeyDown={onKeyDown}
        />
        {draft === '' ? null : (
          <button
            type="button"
            className={classes.clear}
            aria-label="Clear the query"
            onClick={() => {
              setDraft('');
              run('');
            }}
          >
            <IconX size={16} />
          </button>
        )}
      </div>
      <CompletionList id={listId} suggestions={suggestions} chosen={chosen} onTake={take} />
      {shownProblem ? <QueryProblemLine query={draft} problem={shownProblem} /> : null}
    </search>
  );
}
