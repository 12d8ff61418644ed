'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { readKept } from '../timeline/state/kept-on-machine.ts';
import { caseTabs } from './case-tabs.tsx';

const withinMs = 1200;

/** `g` then a letter goes to a tab; never while someone types, with a modifier, or with letter keys switched off (WCAG 2.1.4). */
export function TabKeys({ caseId }: { caseId: string }) {
  const router = useRouter();
  useEffect(() => {
    let pressedAt = 0;
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        readKept('letter-keys') === 'off' ||
        target.closest('input, textarea, select, [contenteditable="true"]')
      )
        return;
      if (event.key === 'g') {
        pressedAt = Date.now();
        return;
      }
      const tab = caseTabs.find((candidate) => candidate.key === event.key);
      if (!tab || Date.now() - pressedAt > withinMs) return;
      pressedAt = 0;
      event.preventDefault();
      event.stopPropagation();
      router.push(`/cases/${caseId}${tab.path}`);
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, [caseId, router]);
  return null;
}
