import type { Estate } from '../estate/types.ts';
import type { RangeTiming } from '../wire/service.ts';

/** Shortest time between two unforced looks at the whole estate; block reads come thousands a second. */
const QUIET_MS = 200;

/**
 * Everything that happens by itself. It is a function of the estate and the time alone and uses the moments at which
 * things were due, never the moment of looking: so a replayed journal ends in the same state.
 */
export function createAdvance(estate: Estate, timing: RangeTiming): (nowMs: number, isForced: boolean) => void {
  let lastMs = 0;
  return (nowMs, isForced) => {
    if (!isForced && nowMs - lastMs < QUIET_MS) return;
    lastMs = nowMs;
    void estate;
    void timing;
  };
}
