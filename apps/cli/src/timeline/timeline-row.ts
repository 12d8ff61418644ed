import { formatTime, type JsonValue, type TimelineEvent, timelineColumns } from '@virga/domain';

export type TimelineRow = Record<string, JsonValue>;

/** Columns that hold numbers: they are never formulas, and stay numbers for a spreadsheet. */
export const numberColumns: ReadonlySet<string> = new Set([
  'sourcePort',
  'destinationPort',
  'bytesIn',
  'bytesOut',
  'packets',
]);

export function columnsOf(withRaw: boolean): string[] {
  return withRaw ? [...timelineColumns, 'raw'] : [...timelineColumns];
}

/** The event with the columns of an export, in their order; bigints as decimal strings. `raw` null leaves that column out. */
export function timelineRow(event: TimelineEvent, raw: string | null): TimelineRow {
  const row: TimelineRow = {};
  for (const column of timelineColumns) {
    if (column === 'time') row.time = formatTime(event.timeMicros);
    else {
      const value = event[column];
      row[column] = typeof value === 'bigint' ? value.toString() : (value as JsonValue);
    }
  }
  if (raw !== null) row.raw = raw;
  return row;
}
