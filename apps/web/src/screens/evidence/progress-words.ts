import { bytesText, countText, durationText } from '@virga/ui';

export interface Progress {
  done: number | null;
  total: number | null;
  unit: string | null;
  rate: number | null;
  secondsLeft: { least: number; most: number } | null;
}

const amount = (value: number, unit: string | null) =>
  unit === 'bytes' ? bytesText(Math.round(value)) : `${countText(Math.round(value))}${unit ? ` ${unit}` : ''}`;

/** `1.25 GiB of 8.00 GiB`; without a total it counts up; null while nothing is known. */
export function amountText({ done, total, unit }: Progress): string | null {
  if (done === null) return null;
  if (total === null) return amount(done, unit);
  const left = unit === 'bytes' ? amount(done, unit) : countText(Math.round(done));
  return `${left} of ${amount(total, unit)}`;
}

export function rateText({ rate, unit }: Progress): string | null {
  return rate === null || rate <= 0 ? null : `${amount(rate, unit)}/s`;
}

/** Time left as a range; one value when both ends read the same. */
export function leftText({ secondsLeft }: Progress): string | null {
  if (!secondsLeft) return null;
  const least = durationText(secondsLeft.least * 1000);
  const most = durationText(secondsLeft.most * 1000);
  return least === most ? `${most} left` : `${least} to ${most} left`;
}

/** Whole per cent done, at most 99: 100 is said only of what is sealed and balanced. */
export function percentOf({ done, total }: Progress): number | null {
  if (done === null || total === null || total <= 0) return null;
  return Math.max(0, Math.min(99, Math.floor((done / total) * 100)));
}

const quietMs = 60_000;

/** "12 s ago"; old when something that should give news has given none for a minute. */
export function newsText(lastNewsAt: string, isActive: boolean, nowMs: number): { text: string; isOld: boolean } {
  const age = Math.max(0, nowMs - Date.parse(lastNewsAt));
  return { text: `${durationText(age)} ago`, isOld: isActive && age > quietMs };
}

const railStates = {
  queued: 'queued',
  running: 'running',
  waiting: 'waiting',
  sealed: 'running',
  parsing: 'running',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
} as const;

export function railState(state: keyof typeof railStates) {
  return railStates[state];
}

export function isOver(state: keyof typeof railStates): boolean {
  return state === 'done' || state === 'failed' || state === 'cancelled';
}
