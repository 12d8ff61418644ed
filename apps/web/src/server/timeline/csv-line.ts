import { toJsonText } from '@virga/domain';

/** What a spreadsheet takes for the start of a formula, also in its full-width forms (security.md, "Attackers' strings"). */
const formulaStart = /^[=+\-@\t\r＝＋－＠]/;

/** One RFC 4180 line with CRLF. Lists and objects are JSON; a text that a spreadsheet would run gets a leading apostrophe. */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : Array.isArray(value) && value.length === 0 ? '' : toJsonText(value);
  const safe = formulaStart.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
