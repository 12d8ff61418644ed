import { expect, test } from 'vitest';
import { parameterWords } from './parameter-words.ts';

test('names and values; files by their name, long lists counted, what was not given left out', () => {
  const file = (name: string) => ({ name, size: 1, sha256: 'ab' });
  expect(
    parameterWords({
      region: 'eu-west-1',
      instanceId: '',
      regions: [],
      trail: null,
      expected: [file('a.json'), file('b.json'), file('c.json'), file('d.json')],
      memory: false,
      window: { from: 1 },
    }),
  ).toEqual([
    { name: 'region', value: 'eu-west-1' },
    { name: 'expected', value: 'a.json, b.json, c.json and 1 more' },
    { name: 'memory', value: 'false' },
    { name: 'window', value: '{"from":1}' },
  ]);
});
