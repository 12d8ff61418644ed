import { expect, test } from 'vitest';
import { ownPath } from './own-path.ts';

test.each([
  ['/cases/1?q=a#b', '/cases/1?q=a#b'],
  [null, '/'],
  ['', '/'],
  ['//evil.example/x', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['javascript:alert(1)', '/'],
  ['/\t/evil.example', '/'],
])('%j leads to %j', (next, path) => {
  expect(ownPath(next)).toBe(path);
});
