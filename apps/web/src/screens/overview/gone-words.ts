import { durationText } from '@virga/ui';

const day = 86_400_000;

/**
 * "gone in 3 d 4 h"; soon within two days. A moment that has passed is when it may go, not proof that it went. Without an
 * end the basis says why.
 */
export function goneWords(goneAt: string | null, nowMs: number): { text: string; isSoon: boolean } {
  if (goneAt === null) return { text: 'no end known', isSoon: false };
  const left = Date.parse(goneAt) - nowMs;
  if (left <= 0) return { text: 'any time, or gone', isSoon: true };
  return { text: `gone in ${durationText(left)}`, isSoon: left < 2 * day };
}
