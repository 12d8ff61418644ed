'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { client } from '../../../contract/client.ts';
import type { LiveEventJson } from '../../../contract/live.ts';
import { patchRows } from './patch-rows.ts';
import type { SelectionJson } from './timeline-context.ts';

const settleMs = 1500;
const mostPatched = 40;

/**
 * What others and the worker do while one looks: marks and comments appear in their rows, new rows only as a number
 * (`newRows`) for the button; null when nothing came. `shownTotal` is the count that the list was loaded with.
 */
export function useLiveRows(selection: SelectionJson, shownTotal: number | null): number | null {
  const queries = useQueryClient();
  const [fresh, setFresh] = useState<{ selection: SelectionJson; total: number } | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const recount = () => {
      timer = null;
      client.timeline.count(selection).then(
        ({ total }) => setFresh({ selection, total }),
        () => setFresh(null),
      );
    };
    const listen = (event: Event) => {
      const { kind, caseId, payload } = (event as CustomEvent<LiveEventJson>).detail;
      if (caseId !== selection.caseId) return;
      if (kind === 'timeline') timer ??= setTimeout(recount, settleMs);
      if (kind === 'annotation' && Array.isArray(payload['eventIds']))
        void refreshMarks(selection.caseId, payload['eventIds'].map(String).slice(0, mostPatched));
    };
    const refreshMarks = async (caseId: string, eventIds: string[]) => {
      for (const eventId of eventIds) {
        const row = await client.timeline.event({ caseId, eventId }).catch(() => null);
        if (row) patchRows(queries, new Set([eventId]), () => row);
      }
    };
    window.addEventListener('virga-live', listen);
    return () => {
      window.removeEventListener('virga-live', listen);
      if (timer) clearTimeout(timer);
    };
  }, [queries, selection]);
  if (!fresh || fresh.selection !== selection || shownTotal === null) return null;
  return fresh.total > shownTotal ? fresh.total - shownTotal : null;
}
