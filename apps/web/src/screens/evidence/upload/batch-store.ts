'use client';

import { useSyncExternalStore } from 'react';
import type { Batch, BatchFile } from './batch.ts';

/** Batches of this browser tab. They live outside the components, so that leaving the Evidence tab stops nothing. */
let batches: readonly Batch[] = [];
let shown: readonly Batch[] = batches;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;
const none: readonly Batch[] = [];
const tellEveryMs = 200;

/** Thousands of files tell of themselves at once: the screen hears of it five times a second. */
function tellSoon(): void {
  if (timer) return;
  timer = setTimeout(() => {
    timer = null;
    shown = batches;
    for (const listener of listeners) listener();
  }, tellEveryMs);
}

export function addBatch(batch: Batch): void {
  batches = [batch, ...batches];
  tellSoon();
}

export function findBatch(id: string): Batch | undefined {
  return batches.find((batch) => batch.id === id);
}

export function changeBatch(id: string, change: Partial<Batch>): void {
  batches = batches.map((batch) => (batch.id === id ? { ...batch, ...change } : batch));
  tellSoon();
}

export function changeFile(id: string, index: number, change: Partial<BatchFile>): void {
  const batch = findBatch(id);
  const file = batch?.files[index];
  if (!batch || !file) return;
  changeBatch(id, { files: batch.files.with(index, { ...file, ...change }) });
}

export function removeBatch(id: string): void {
  batches = batches.filter((batch) => batch.id !== id);
  tellSoon();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useBatches(caseId: string): readonly Batch[] {
  const all = useSyncExternalStore(
    subscribe,
    () => shown,
    () => none,
  );
  return all.filter((batch) => batch.caseId === caseId);
}
