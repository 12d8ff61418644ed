import { type JsonValue, visibleText } from '@virga/domain';
import { columnsOf, numberColumns, type TimelineRow } from './timeline-row.ts';

export interface RowWriter {
  /** Printed before the first row; '' for none. */
  header: string;
  line(row: TimelineRow): string;
}

/** On a terminal, control and bidirectional characters are shown, not obeyed: attackers write many of these strings. */
export function rowWriter(format: 'jsonl' | 'csv', withRaw: boolean, isTerminal: boolean): RowWriter {
  const show = isTerminal ? visibleText : (text: string) => text;
  if (format === 'jsonl') return { header: '', line: (row) => `${show(JSON.stringify(row))}\n` };
  const columns = columnsOf(withRaw);
  return {
    header: `${columns.join(',')}\r\n`,
    line: (row) => `${columns.map((column) => csvCell(show(cellText(row[column])), column)).join(',')}\r\n`,
  };
}

function cellText(value: JsonValue | undefined): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** What a spreadsheet takes for a formula, also behind white space and in full-width form (OWASP, "CSV Injection"). */
const formulaStart = /^[\s\u00a0\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;

/** RFC 4180 quoting; a leading apostrophe keeps a spreadsheet from running the cell. */
export function csvCell(text: string, column: string): string {
  const safe = !numberColumns.has(column) && formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
