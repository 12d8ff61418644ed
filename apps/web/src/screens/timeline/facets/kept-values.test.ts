import { expect, it } from 'vitest';
import { keptValues } from './kept-values.ts';

const of = (...pairs: [string, number][]) => pairs.map(([value, count]) => ({ value, count }));

it('keeps values in place, with zero where they no longer occur', () => {
  const now = { values: of(['b', 2], ['c', 1]), more: false };
  expect(keptValues(of(['a', 5], ['b', 4]), now, 8)).toEqual(of(['a', 0], ['b', 2], ['c', 1]));
});

it('makes room for what occurs by leaving zeros out, never the other way round', () => {
  const now = { values: of(['c', 2], ['d', 1]), more: false };
  expect(keptValues(of(['a', 5], ['b', 4]), now, 2)).toEqual(of(['c', 2], ['d', 1]));
});

it('claims no zero where the answer was cut', () => {
  expect(keptValues(of(['a', 5]), { values: of(['b', 2]), more: true }, 8)).toEqual(of(['b', 2]));
});
