'use client';

import type { KeyboardEvent } from 'react';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import type { TimelineScope } from '../state/timeline-context.ts';
import type { Picked } from '../state/use-picked.ts';

const aroundSteps = [1, 5, 15, 60, 360, 1440, 10_080] as const;

export interface TableKeysOptions {
  scope: TimelineScope;
  items: readonly TimelineRowJson[];
  active: number;
  setActive(index: number): void;
  picked: Picked;
  areLettersOn: boolean;
  pageRows: number;
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
    if (moveBy(event.key, options) || (options.areLettersOn && letter(event.key, options))) event.preventDefault();
  };
}

function moveBy(
  key: string,
  { items, active, setActive, pageRows, scope, areLettersOn, picked }: TableKeysOptions,
): boolean {
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: pageRows,
    PageUp: -pageRows,
    Home: -items.length,
    End: items.length,
    ...(areLettersOn ? { j: 1, k: -1 } : {}),
  };
  const row = items[active];
  if (key === 'Enter' && row) scope.change({ row: scope.view.row === row.id ? null : row.id }, 'replace');
  else if (key === ' ' && row) picked.toggle([row.id]);
  else if (steps[key] !== undefined) setActive(Math.min(items.length - 1, Math.max(0, active + steps[key])));
  else return false;
  return true;
}

function letter(key: string, { scope, items, active, picked, ask }: TableKeysOptions): boolean {
  const row = items[active];
  if (key === '/') ask.search();
  else if (key === '?') ask.help();
  else if (key === 'u') ask.undo();
  else if (!row) return false;
  else if (key === 'x') picked.toggle([row.id]);
  else if (key === 'c') scope.change({ row: row.id, tab: 'notes' }, 'replace');
  else if (key === '[' || key === ']')
    scope.change(
      { row: row.id, tab: 'around', aroundMinutes: nextAround(scope.view.aroundMinutes, key === ']' ? 1 : -1) },
      'replace',
    );
  else if (key === 't') ask.tag();
  else return mark(key, row, scope, picked);
  return true;
}

function mark(key: string, row: TimelineRowJson, scope: TimelineScope, { picked }: Picked): boolean {
  const ids = picked.size > 0 ? [...picked] : [row.id];
  const now = row.annotation;
  const verdicts = { '1': 'bad', '2': 'suspicious', '3': 'good' } as const;
  const verdict = verdicts[key as keyof typeof verdicts];
  if (key === 's') scope.annotate(ids, { starred: !now?.starred });
  else if (key === 'h') scope.annotate(ids, { hidden: !now?.hidden });
  else if (verdict) scope.annotate(ids, { verdict: now?.verdict === verdict ? null : verdict });
  else return false;
  return true;
}
