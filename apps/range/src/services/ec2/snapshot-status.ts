import type { Snapshot } from '../../estate/types.ts';

export interface SnapshotStatus {
  state: 'pending' | 'completed' | 'error';
  /** `42%`; a completed snapshot says 100%. */
  progress: string;
  stateMessage?: string;
}

/** State and progress of a snapshot at a moment; the progress grows evenly until it is complete. */
export function snapshotStatus(snapshot: Snapshot, nowMs: number): SnapshotStatus {
  if (snapshot.failure) return { state: 'error', progress: '0%', stateMessage: snapshot.failure.stateMessage };
  if (nowMs >= snapshot.completesAtMs) return { state: 'completed', progress: '100%' };
  const span = Math.max(snapshot.completesAtMs - snapshot.startedAtMs, 1);
  const share = Math.min(Math.max((nowMs - snapshot.startedAtMs) / span, 0), 0.99);
  return { state: 'pending', progress: `${Math.floor(share * 100)}%` };
}
