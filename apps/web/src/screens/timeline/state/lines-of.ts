import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';

/** What the list shows below its header, in order. `between` stands where the day changes or time passed without events. */
export type Line =
  | { kind: 'between'; key: string; day: string | null; quietMicros: bigint | null }
  | { kind: 'row'; key: string; row: TimelineRowJson; index: number }
  | { kind: 'detail'; key: string; row: TimelineRowJson };

/** A silence shorter than this is ordinary. */
const quietFrom = 3_600_000_000n;

export function linesOf(rows: readonly TimelineRowJson[], openRow: string | null): Line[] {
  const lines: Line[] = [];
  let before: TimelineRowJson | null = null;
  for (const [index, row] of rows.entries()) {
    const between = before ? betweenLine(before, row) : null;
    if (between) lines.push(between);
    lines.push({ kind: 'row', key: row.id, row, index });
    if (row.id === openRow) lines.push({ kind: 'detail', key: `detail ${row.id}`, row });
    before = row;
  }
  return lines;
}

function betweenLine(before: TimelineRowJson, row: TimelineRowJson): Line | null {
  const day = dayOf(row.time) === dayOf(before.time) ? null : dayOf(row.time);
  const passed = BigInt(row.timeMicros) - BigInt(before.timeMicros);
  const quiet = passed < 0n ? -passed : passed;
  const quietMicros = quiet >= quietFrom ? quiet : null;
  return day || quietMicros ? { kind: 'between', key: `before ${row.id}`, day, quietMicros } : null;
}

function dayOf(iso: string): string {
  return iso.slice(0, iso.indexOf('T'));
}
