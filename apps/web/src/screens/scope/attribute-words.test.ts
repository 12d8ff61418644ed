import { expect, test } from 'vitest';
import { attributeWords, survivorWords } from './attribute-words.ts';

test('plain facts only, cut when long', () => {
  expect(attributeWords({ state: 'running', publicIp: null, spot: false, groups: ['a'], profile: '' })).toBe(
    'state running · spot false',
  );
  expect(attributeWords({ trust: 'x'.repeat(500) })).toHaveLength(201);
});

test('what survives, in words', () => {
  expect(
    survivorWords([
      { kind: 'snapshot', id: 'snap-1', detail: 'Snapshot of vol-1.' },
      { kind: 'log rows', id: 'i-1', detail: '12 rows name it.' },
      'odd',
      { other: 1 },
    ]),
  ).toEqual(['snapshot snap-1 Snapshot of vol-1.', 'log rows 12 rows name it.', 'odd', '{"other":1}']);
});
