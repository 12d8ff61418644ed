import { expect, test } from 'vitest';
import { doneWords, worstLedgers } from './done-words.ts';

test('the worst ledger of an acquisition counts, an unknown one is no green', () => {
  const worst = worstLedgers([
    { acquisitionId: 'a', ledgerColour: 'green' },
    { acquisitionId: 'a', ledgerColour: 'red' },
    { acquisitionId: 'b', ledgerColour: 'amber' },
    { acquisitionId: 'b', ledgerColour: null },
    { acquisitionId: 'c', ledgerColour: 'green' },
    { acquisitionId: null, ledgerColour: 'red' },
  ]);
  expect([...worst]).toEqual([
    ['a', 'red'],
    ['b', null],
    ['c', 'green'],
  ]);
});

test('100 % only when balanced', () => {
  expect(doneWords('green')).toBe('100 %, sealed and balanced');
  expect(doneWords('red')).not.toContain('100');
  expect(doneWords(null)).not.toContain('100');
});
