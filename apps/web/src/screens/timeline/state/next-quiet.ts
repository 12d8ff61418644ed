import type { Line } from './lines-of.ts';

/**
 * Place among the rows to go to: behind the next silence, or before the one above. Null when there is none among the
 * loaded rows.
 */
export function nextQuiet(lines: readonly Line[], active: number, direction: 1 | -1): number | null {
  const quiet = lines.flatMap((line, place) => {
    if (line.kind !== 'between' || line.quietMicros === null) return [];
    const row = lines[place + 1];
    return row?.kind === 'row' ? [row.index] : [];
  });
  if (direction === 1) return quiet.find((index) => index > active) ?? null;
  const before = quiet.findLast((index) => index <= active);
  return before === undefined ? null : before - 1;
}
