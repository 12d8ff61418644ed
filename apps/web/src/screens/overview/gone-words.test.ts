import { expect, test } from 'vitest';
import { goneWords } from './gone-words.ts';

const now = Date.parse('2026-11-22T12:00:00Z');

test.each([
  ['2026-11-25T16:00:00.000000Z', 'gone in 3 d 4 h', false],
  ['2026-11-22T12:30:00.000000Z', 'gone in 30 m', true],
  ['2026-11-22T09:00:00.000000Z', 'any time, or gone', true],
  [null, 'no end known', false],
])('%s: %s', (goneAt, text, isSoon) => {
  expect(goneWords(goneAt, now)).toEqual({ text, isSoon });
});
