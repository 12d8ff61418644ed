import type { SwapRequest, SwapResult, TimelineTransaction, TimelineWrite } from '../store.ts';
import { isConflicting, type MemoryFolded } from './memory-copies.ts';

interface BesideKey {
  caseId: string;
  evidenceId: string;
  run?: string;
  besideRun?: string;
}

export type BesideRows = ReturnType<typeof besideRows>;

/** Rows written beside, by case, evidence item and run. */
export function besideRows() {
  const places = new Map<string, Map<string, TimelineWrite>>();
  const keyOf = ({ caseId, evidenceId, run, besideRun }: BesideKey) => `${caseId} ${evidenceId} ${run ?? besideRun}`;
  return {
    of(key: BesideKey): Map<string, TimelineWrite> {
      const rows = places.get(keyOf(key)) ?? new Map<string, TimelineWrite>();
      places.set(keyOf(key), rows);
      return rows;
    },
    discard(key: BesideKey): void {
      places.delete(keyOf(key));
    },
  };
}

export async function swapMemory(
  request: SwapRequest,
  { rows, beside, folded }: { rows: Map<string, TimelineWrite>; beside: BesideRows; folded: MemoryFolded },
  isAnnotated: (id: string) => boolean,
  transaction: TimelineTransaction,
): Promise<SwapResult> {
  const fresh = beside.of(request);
  const old = [...rows.values()].filter((write) => write.event.record.evidenceId === request.evidenceId);
  const lost = old
    .map((write) => write.event)
    .filter((event) => isAnnotated(event.id) && !fresh.has(event.id))
    .sort((a, b) => (a.timeMicros < b.timeMicros || (a.timeMicros === b.timeMicros && a.id < b.id) ? -1 : 1));
  const others = [...rows.values()].filter((write) => !old.includes(write));
  const mine = [...fresh.values()];
  const result = {
    removed: old.length,
    inserted: fresh.size,
    lostAnnotated: lost.map((event) => event.id),
    conflicting: mine.filter((write) => isConflicting(write, [...others, ...mine])).length,
  };
  await request.commit?.(transaction, result);
  for (const write of old) rows.delete(write.event.id);
  for (const [id, write] of fresh) rows.set(id, write);
  beside.discard(request);
  folded.swap(request);
  return result;
}
