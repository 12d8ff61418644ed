import { storableText } from '@virga/domain';
import { searchValues } from '../search-values.ts';
import type { TimelineWrite } from '../store.ts';
import { writtenColumns } from './columns.ts';

const escapes: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Escapes a value for COPY's text form (documentation of COPY, "Text Format"). NUL and lone surrogates become visible. */
export function copyText(text: string): string {
  const storable = storableText(text);
  return /[\\\n\r\t]/.test(storable) ? storable.replace(/[\\\n\r\t]/g, (found) => escapes[found]!) : storable;
}

/** An array literal, each element quoted. */
function arrayText(items: readonly string[]): string {
  if (items.length === 0) return '{}';
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** One line of COPY for a row. `run` stands first for rows written beside. */
export function copyLine(caseId: string, write: TimelineWrite, run?: string): string {
  let line = run === undefined ? caseId : `${copyText(run)}\t${caseId}`;
  for (const [, read] of writtenColumns) {
    const value = read(write.event);
    line += '\t';
    if (value === null) line += '\\N';
    else if (typeof value === 'string') line += copyText(value);
    else if (typeof value === 'object') line += copyText(arrayText(value));
    else if (typeof value === 'boolean') line += value ? 't' : 'f';
    else line += value;
  }
  return `${line}\t${copyText(searchValues(write).join('\n'))}\n`;
}
