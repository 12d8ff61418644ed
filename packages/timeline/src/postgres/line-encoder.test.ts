import { newId } from '@virga/domain/ids';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generatedWrites } from '../contract/generated-events.ts';
import { searchText } from '../search-values.ts';
import type { TimelineWrite } from '../store.ts';
import { writtenColumns } from './columns.ts';
import { copyText } from './copy-text.ts';
import { LineEncoder } from './line-encoder.ts';

/** The line as the documentation of COPY has it, column by column, without remembering anything. */
function plainLine(caseId: string, write: TimelineWrite): string {
  const columns = writtenColumns.map(([, read]) => {
    const value = read(write.event);
    if (value === null) return '\\N';
    if (typeof value === 'boolean') return value ? 't' : 'f';
    if (typeof value === 'object')
      return copyText(`{${value.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`);
    return typeof value === 'string' ? copyText(value) : String(value);
  });
  return `${[caseId, ...columns, copyText(searchText(write))].join('\t')}\n`;
}

const odd = fc.constantFrom(
  '',
  'ΑΣ',
  'Σ',
  'a\nb',
  '\t',
  'c:\\users',
  '"q"',
  '\0',
  '\ud800',
  '🦊',
  'N',
  '\\N',
  'İ',
  'é',
);

test('a remembered line is the plain one, for any text in any order', () => {
  const encoder = new LineEncoder();
  const caseId = newId();
  const texts = fc.array(fc.oneof(odd, fc.string({ unit: 'binary' })), { maxLength: 6 });
  fc.assert(
    fc.property(generatedWrites(newId(), 3), texts, (writes, values) => {
      for (const { event, rawText } of writes) {
        const message = values.join(' ').padEnd(values.length === 6 ? 400 : 0, 'x');
        const changed = { ...event, message, targets: [...event.targets, ...values] };
        const write = { event: changed, rawText: [...new Set([...rawText, ...values])] };
        expect(encoder.line(caseId, write)).toBe(plainLine(caseId, write));
      }
    }),
    { numRuns: 150, seed: 20_261_122 },
  );
});
