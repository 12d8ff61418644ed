import { storableText } from '@virga/domain';
import { searchText } from '../search-values.ts';
import type { TimelineWrite } from '../store.ts';
import { writtenColumns } from './columns.ts';

/** Escapes a value for COPY's text form (documentation of COPY, "Text Format"). NUL and lone surrogates become visible. */
export function copyText(text: string): string {
  // One test for the common case: nothing to do.
  if (!/[\\\n\r\t\0\ud800-\udfff]/.test(text)) return text;
  const storable = storableText(text);
  const escaped = storable.includes('\\') ? storable.replaceAll('\\', '\\\\') : storable;
  return escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t');
}

/** An array literal, each element quoted. */
function arrayText(items: readonly string[]): string {
  if (items.length === 0) return '{}';
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

/** One line of COPY for a row. */
export function copyLine(caseId: string, write: TimelineWrite): string {
  let line = caseId;
  for (const [, read] of writtenColumns) {
    const value = read(write.event);
    line += '\t';
    if (value === null) line += '\\N';
    else if (typeof value === 'string') line += copyText(value);
    else if (typeof value === 'object') line += copyText(arrayText(value));
    else if (typeof value === 'boolean') line += value ? 't' : 'f';
    else line += value;
  }
  return `${line}\t${copyText(searchText(write))}\n`;
}
