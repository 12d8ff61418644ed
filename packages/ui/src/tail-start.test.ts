import { expect, test } from 'vitest';
import { tailStart } from './tail-start.ts';

const tail = (text: string, columns: number) => text.slice(tailStart(text, columns));

test('the end of a text, by the columns it takes', () => {
  expect(tail('arn:aws:iam::111122223333:role/build', 10)).toBe('role/build');
  expect(tail('short', 10)).toBe('short');
  expect(tail('应急响应与取证分析小组', 6)).toBe('析小组');
  expect(tail('ab账户', 5)).toBe('b账户');
});

test('never cuts a sign in two', () => {
  expect(tail('x\u{1F3F4}\u200D\u2620\uFE0F', 2)).toBe('\u{1F3F4}\u200D\u2620\uFE0F');
  expect(tail('re\u0301sume\u0301', 2)).toBe('me\u0301');
  expect(tail('ab\u{1D7D8}', 1)).toBe('\u{1D7D8}');
});

test('a value of 32 kB costs no more than its end', () => {
  expect(tail('QUJD'.repeat(8192), 4)).toBe('QUJD');
});
