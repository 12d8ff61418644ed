import { storableText } from '@virga/domain';
import { newId } from '@virga/domain/ids';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { generatedWrites } from '../contract/generated-events.ts';
import { foldLines } from '../query/fold-text.ts';
import { searchText } from '../search-values.ts';
import { SearchLines } from './search-lines.ts';

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

test('what is remembered of earlier rows changes no row', () => {
  const lines = new SearchLines();
  const texts = fc.array(fc.oneof(odd, fc.string({ unit: 'binary' })), { maxLength: 6 });
  fc.assert(
    fc.property(generatedWrites(newId(), 3), texts, (writes, values) => {
      for (const { event, rawText } of writes) {
        const write = { event: { ...event, targets: values }, rawText: [...rawText, ...values, 'x'.repeat(400)] };
        expect(foldLines(storableText(lines.valuesOf(write)))).toBe(searchText(write));
      }
    }),
    { numRuns: 150, seed: 20_261_122 },
  );
});
