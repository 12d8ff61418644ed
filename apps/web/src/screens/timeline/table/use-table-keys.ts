'use client';

import type { KeyboardEvent } from 'react';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import type { KeyAction } from '../state/key-map.ts';
import type { TimelineScope } from '../state/timeline-context.ts';
import type { LetterKeys } from '../state/use-letter-keys.ts';
import type { Picked } from '../state/use-picked.ts';

const aroundSteps = [1, 5, 15, 60, 360, 1440, 10_080] as const;

export interface TableKeysOptions {
  scope: TimelineScope;
  items: readonly TimelineRowJson[];
  active: number;
  setActive(index: number): void;
  picked: Picked;
  letters: LetterKeys;
  pageRows: number;
  onQuiet(direction: 1 | -1): void;
  ask: { search(): void; tag(): void; help(): void; undo(): void };
}

/** The next wider or narrower span around a row, in minutes. */
export function nextAround(minutes: number, direction: 1 | -1): number {
  const wider = direction === 1;
  const found = wider ? aroundSteps.find((step) => step > minutes) : aroundSteps.findLast((step) => step < minutes);
  return found ?? minutes;
}

/** Keys of the table while it has the focus; letters can be switched off (WCAG 2.1.4), arrows, Enter and Escape cannot. */
export function useTableKeys(options: TableKeysOptions) {
  return (event: KeyboardEvent<HTMLElement>) => {
    const isInside = event.target instanceof Element && event.target.closest('[data-detail]') !== null;
    if (event.key === 'Escape' && options.scope.view.row) {
      options.scope.change({ row: null }, 'replace');
      event.currentTarget.focus();
      event.preventDefault();
    }
    if (isInside || event.ctrlKey || event.metaKey || event.altKey) return;
    const action = options.letters.isOn ? options.letters.keys.get(event.key) : undefined;
    if (moveBy(event.key, action, options) || (action && act(action, options))) event.preventDefault();
  };
}

function moveBy(
  key: string,
  action: KeyAction | undefined,
  { items, active, setActive, pageRows, scope, picked }: TableKeysOptions,
): boolean {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -items.length,
    End: items.length,
  };
  const step = action === 'next' ? 1 : action === 'previous' ? -1 : steps[key];
  const row = items[active];
  if (key === 'Enter' && row) scope.change({ row: scope.view.row === row.id ? null : row.id }, 'replace');
  else if (key === ' ' && row) picked.toggle([row.id]);
  else if (step !== undefined) setActive(Math.min(items.length - 1, Math.max(0, active + step)));
  else return false;
  return true;
}

function act(action: KeyAction, options: TableKeysOptions): boolean {
  const { scope, items, active, picked, ask, onQuiet } = options;
  const row = items[active];
  if (action === 'search') ask.search();
  else if (action === 'help') ask.help();
  else if (action === 'undo') ask.undo();
  else if (action === 'next quiet') onQuiet(1);
  else if (action === 'previous quiet') onQuiet(-1);
  else if (!row) return false;
  else if (action === 'select') picked.toggle([row.id]);
  else if (action === 'comment') scope.change({ row: row.id, tab: 'notes' }, 'replace');
  else if (action === 'narrower' || action === 'wider')
    scope.change(
      { row: row.id, tab: 'around', aroundMinutes: nextAround(scope.view.aroundMinutes, action === 'wider' ? 1 : -1) },
      'replace',
    );
  else if (action === 'tag') ask.tag();
  else return mark(action, row, scope, picked);
  return true;
}

function mark(action: KeyAction, row: TimelineRowJson, scope: TimelineScope, { picked }: Picked): boolean {
  const ids = picked.size > 0 ? [...picked] : [row.id];
  const now = row.annotation;
  if (action === 'star') scope.annotate(ids, { starred: !now?.starred });
  else if (action === 'hide') scope.annotate(ids, { hidden: !now?.hidden });
  else if (action === 'bad' || action === 'suspicious' || action === 'good')
    scope.annotate(ids, { verdict: now?.verdict === action ? null : action });
  else return false;
  return true;
}
