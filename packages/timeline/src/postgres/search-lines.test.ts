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

test('the searched text of a row holds the values it must hold, and no other', () => {
  const lines = new SearchLines();
  const texts = fc.array(fc.oneof(odd, fc.string({ unit: 'binary' })), { maxLength: 6 });
  fc.assert(
    fc.property(generatedWrites(newId(), 3), texts, (writes, values) => {
      for (const { event, rawText } of writes) {
        const write = { event: { ...event, targets: values }, rawText: [...rawText, ...values, 'x'.repeat(400)] };
        const hasLineFeeds = JSON.stringify(event.attributes).includes('\\n');
        for (const text of [lines.valuesOf(write), lines.valuesOf(write, hasLineFeeds)])
          expect(new Set(foldLines(storableText(text)).split('\n'))).toEqual(new Set(searchText(write).split('\n')));
      }
    }),
    { numRuns: 40, seed: 20_261_122 },
  );
}, 60_000);
