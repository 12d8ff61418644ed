import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test('no cell can start a formula, also in full-width forms; numbers stay numbers', () => {
  const hostile = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', '＝1', '＋1', '－1', '＠x'];
  for (const text of hostile)
    expect(csvLine([text]).replace(/^"/, '').startsWith("'"), JSON.stringify(text)).toBe(true);
  expect(csvLine([-5, -5n, true, null])).toBe('-5,-5,true,\r\n');
});

test('quotes, commas and line breaks stay inside their cell', () => {
  expect(csvLine(['a"b', 'c,d', 'e\r\nf', ['g', 'h'], []])).toBe('"a""b","c,d","e\r\nf","[""g"",""h""]",\r\n');
});
