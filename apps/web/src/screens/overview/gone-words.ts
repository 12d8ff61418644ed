import { durationText } from '@virga/ui';

const day = 86_400_000;

/** "gone in 3 d 4 h"; soon within two days. Without an end the basis says why. */
export function goneWords(goneAt: string | null, nowMs: number): { text: string; isSoon: boolean; isGone: boolean } {
  if (goneAt === null) return { text: 'no end known', isSoon: false, isGone: false };
  const left = Date.parse(goneAt) - nowMs;
  if (left <= 0) return { text: `gone for ${durationText(-left)}`, isSoon: false, isGone: true };
  return { text: `gone in ${durationText(left)}`, isSoon: left < 2 * day, isGone: false };
}
