import { expect, test } from 'vitest';
import { goneWords } from './gone-words.ts';

const now = Date.parse('2026-11-22T12:00:00Z');

test.each([
  ['at', '2026-11-25T16:00:00.000000Z', 'gone in 3 d 4 h', false],
  ['at', '2026-11-22T12:30:00.000000Z', 'gone in 30 m', true],
  ['at', '2026-11-22T09:00:00.000000Z', 'due, or gone', true],
  ['any time', null, 'any time', true],
  ['none', null, 'no end known', false],
] as const)('%s %s: %s', (ends, goneAt, text, isSoon) => {
  expect(goneWords({ ends, goneAt }, now)).toEqual({ text, isSoon });
});
