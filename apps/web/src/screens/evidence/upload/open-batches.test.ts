import { expect, test } from 'vitest';
import { forgetBatch, openBatchId, type Shelf } from './open-batches.ts';

function shelf(): Shelf {
  const kept = new Map<string, string>();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) };
}

const files = [
  { name: 'a.json', sizeBytes: 10 },
  { name: 'b.json', sizeBytes: 20 },
];

test('the same drop keeps its batch until it is sealed', () => {
  const own = shelf();
  expect(openBatchId(own, 'case-1', files, 'first')).toBe('first');
  expect(openBatchId(own, 'case-1', files, 'second')).toBe('first');
  expect(openBatchId(own, 'case-2', files, 'third')).toBe('third');
  expect(openBatchId(own, 'case-1', [files[0]!], 'fourth')).toBe('fourth');
  forgetBatch(own, 'first');
  expect(openBatchId(own, 'case-1', files, 'fifth')).toBe('fifth');
});

test('a shelf with rubbish or without room is no fault', () => {
  const rubbish: Shelf = { getItem: () => '{"not":"a list"}', setItem: () => undefined };
  expect(openBatchId(rubbish, 'case-1', files, 'first')).toBe('first');
  const full: Shelf = {
    getItem: () => null,
    setItem: () => {
      throw new Error('quota');
    },
  };
  expect(openBatchId(full, 'case-1', files, 'first')).toBe('first');
});
