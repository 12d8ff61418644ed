import { expect, test } from 'vitest';
import { compareStates } from './compare-states.ts';
import { jsonLines } from './json-lines.ts';

test('values read as words, members as lines', () => {
  expect(jsonLines(null)).toEqual(['nothing']);
  expect(jsonLines(false)).toEqual(['no']);
  expect(jsonLines(['sg-1', 'sg-2'])).toEqual(['sg-1', 'sg-2']);
  expect(jsonLines({ deleteOnTermination: true, tags: ['a', 'b'] })).toEqual([
    'deleteOnTermination: yes',
    'tags:',
    '  a',
    '  b',
  ]);
  expect(jsonLines([])).toEqual(['none']);
});

test('direction marks of an attacker become visible', () => {
  expect(jsonLines({ name: 'web\u202Egpj' })).toEqual(['name: web‹U+202E›gpj']);
});

test('states are compared leaf by leaf, and a missing leaf differs', () => {
  const lines = compareStates([
    { groups: ['sg-1'], stop: false },
    { groups: ['sg-1', 'sg-2'], stop: false },
  ]);
  expect(lines).toEqual([
    { path: 'groups[0]', values: ['sg-1', 'sg-1'], differs: false },
    { path: 'stop', values: ['no', 'no'], differs: false },
    { path: 'groups[1]', values: ['not there', 'sg-2'], differs: true },
  ]);
});
