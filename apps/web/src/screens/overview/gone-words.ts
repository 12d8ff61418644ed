import { durationText } from '@virga/ui';

interface Clock {
  ends: 'at' | 'any time' | 'none';
  goneAt: string | null;
}

const day = 86_400_000;

/**
 * "gone in 3 d 4 h"; soon within two days. A moment that has passed is when it may go, not proof that it went. What may be ended
 * now, and what has no end, say so: the basis tells by whom or why.
 */
export function goneWords({ ends, goneAt }: Clock, nowMs: number): { text: string; isSoon: boolean } {
  if (ends === 'any time') return { text: 'any time', isSoon: true };
  if (ends === 'none' || goneAt === null) return { text: 'no end known', isSoon: false };
  const left = Date.parse(goneAt) - nowMs;
  if (left <= 0) return { text: 'due, or gone', isSoon: true };
  return { text: `gone in ${durationText(left)}`, isSoon: left < 2 * day };
}
