import type {
  AppendRequest,
  CopiesRequest,
  CopyPlace,
  EventCopies,
  FoldedPlace,
  SwapRequest,
  TimelineWrite,
} from '../store.ts';

export type MemoryFolded = ReturnType<typeof memoryFolded>;

/** Places of folded copies by case, item and run; '' is the run that is shown. */
export function memoryFolded() {
  const places = new Map<string, Map<string, FoldedPlace>>();
  const of = (caseId: string, evidenceId: string, run: string) => {
    const key = `${caseId} ${evidenceId} ${run}`;
    const found = places.get(key) ?? new Map<string, FoldedPlace>();
    places.set(key, found);
    return found;
  };
  return {
    add({ caseId, evidenceId, besideRun = '', folded = [] }: AppendRequest): void {
      for (const place of folded) of(caseId, evidenceId, besideRun).set(place.id, place);
    },
    swap({ caseId, evidenceId, run }: SwapRequest): void {
      const fresh = of(caseId, evidenceId, run);
      places.set(`${caseId} ${evidenceId} `, fresh);
      places.delete(`${caseId} ${evidenceId} ${run}`);
    },
    discard({ caseId, evidenceId, run }: { caseId: string; evidenceId: string; run: string }): void {
      places.delete(`${caseId} ${evidenceId} ${run}`);
    },
    shown(caseId: string): FoldedPlace[] {
      const isShown = (key: string) => key.startsWith(caseId) && key.endsWith(' ');
      return [...places].filter(([key]) => isShown(key)).flatMap(([, found]) => [...found.values()]);
    },
  };
}

export function isConflicting({ event }: TimelineWrite, rows: Iterable<TimelineWrite>): boolean {
  for (const other of rows)
    if (other.event.uid === event.uid && other.event.contentHash !== event.contentHash) return true;
  return false;
}

export function copiesInMemory(
  { access, eventId, limit = 100 }: CopiesRequest,
  rows: Map<string, TimelineWrite>,
  folded: MemoryFolded,
): EventCopies | null {
  const event = rows.get(eventId)?.event;
  if (!event) return null;
  const sharing = [...rows.values()].map((write) => write.event).filter(({ uid }) => uid === event.uid);
  const placed = (copy: { record: CopyPlace['record'] }, id: string | null) => ({ eventId: id, record: copy.record });
  const isSame = (copy: { uid: string; contentHash: string }) =>
    copy.uid === event.uid && copy.contentHash === event.contentHash;
  const same = [
    ...sharing.filter((other) => isSame(other) && other.id !== eventId).map((other) => placed(other, other.id)),
    ...folded
      .shown(access.caseId)
      .filter(isSame)
      .map((copy) => placed(copy, null)),
  ];
  const conflicting = sharing.filter((other) => !isSame(other)).map((other) => placed(other, other.id));
  return {
    same: same.slice(0, limit),
    conflicting: conflicting.slice(0, limit),
    more: same.length > limit || conflicting.length > limit,
  };
}
