/** When ordinary things happen: mostly in office hours (UTC), seldom at weekends, automations around the clock. */
import type { Random } from '../../../estate/random.ts';
import type { Cast } from '../cast.ts';

const OFFICE = [0, 0, 0, 0, 0, 1, 3, 8, 10, 10, 9, 7, 8, 10, 10, 8, 5, 2, 1, 1, 0, 0, 0, 0];

/** A moment between the first hour of noise and now. */
export function pickTime(cast: Cast, random: Random, rhythm: 'office' | 'always'): number {
  for (;;) {
    const atMs = cast.firstMs + Math.floor(random.next() * (cast.nowMs - cast.firstMs - 10 * 60_000));
    if (rhythm === 'always') return atMs;
    const hour = new Date(atMs).getUTCHours();
    const day = new Date(atMs).getUTCDay();
    const weight = (OFFICE[hour] ?? 0) * (day === 0 || day === 6 ? 0.15 : 1);
    if (random.next() * 10 < weight) return atMs;
  }
}
