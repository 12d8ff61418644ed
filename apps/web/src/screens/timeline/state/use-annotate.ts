'use client';

import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { api, client } from '../../../contract/client.ts';
import { createInOrder } from './in-order.ts';
import { patchRows, withWish } from './patch-rows.ts';
import type { AnnotationWish, SelectionJson } from './timeline-context.ts';

export type AnnotateTarget = { eventIds: string[] } | { selection: SelectionJson };

/** Marks rows by id or everything a search selects; loaded rows answer at once and go back when it was refused. */
export function useAnnotate(caseId: string) {
  const queries = useQueryClient();
  // An undo right after a mark takes back that mark, which the server must have recorded by then.
  const [inOrder] = useState(createInOrder);
  const refresh = useCallback(
    async (withRows: boolean) => {
      const stale = [api.timeline.count, api.timeline.facets, api.annotations.history];
      await Promise.all(stale.map((branch) => queries.invalidateQueries({ queryKey: branch.key() })));
      if (withRows) await queries.refetchQueries({ queryKey: api.timeline.search.key(), type: 'active' });
    },
    [queries],
  );
  const change = useMutation({
    mutationFn: ({ wish, target }: { wish: AnnotationWish; target: AnnotateTarget }) => {
      const rows = 'eventIds' in target ? target : { selection: withoutCase(target.selection) };
      return inOrder(() => client.annotations.change({ caseId, change: wish, rows }));
    },
    onMutate: ({ wish, target }) => {
      if ('eventIds' in target) patchRows(queries, new Set(target.eventIds), (row) => withWish(row, wish));
    },
    onError: (error) => {
      notifications.show({ title: 'Not changed', message: error.message, color: 'danger' });
      void refresh(true);
    },
    onSuccess: (done, { target }) => {
      if (!('eventIds' in target)) notifications.show({ title: 'Changed', message: `${done.label}. Undo with u.` });
      void refresh(!('eventIds' in target));
    },
  });
  const undo = useMutation({
    mutationFn: (changeId?: string) =>
      inOrder(async () => {
        const id = changeId ?? (await newestUndoable(caseId));
        return id === null ? null : client.annotations.undo({ caseId, changeId: id });
      }),
    onError: (error) => notifications.show({ title: 'Not undone', message: error.message, color: 'danger' }),
    onSuccess: (done) => {
      notifications.show({ title: 'Undo', message: done?.label ?? 'Nothing of yours is left to undo in this case.' });
      if (done) void refresh(true);
    },
  });
  return { change, undo };
}

function withoutCase({ caseId: _case, ...rest }: SelectionJson) {
  return rest;
}

/** Taking back an undo would go in circles: those entries are passed over. */
async function newestUndoable(caseId: string): Promise<string | null> {
  const { items } = await client.annotations.history({ caseId });
  return items.find((item) => item.undoneAt === null && !item.label.startsWith('undid:'))?.changeId ?? null;
}
