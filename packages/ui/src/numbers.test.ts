import { expect, test } from 'vitest';
import { bytesText, countText, durationText } from './numbers.ts';

test('counts are exact up to 9,999,999', () => {
  expect(countText(0)).toBe('0');
  expect(countText(1203456)).toBe('1\u2009203\u2009456');
  expect(countText(9_999_999)).toBe('9\u2009999\u2009999');
  expect(countText(12_400_000n)).toBe('12.4 M');
  expect(countText('2900')).toBe('2\u2009900');
});

test('bytes use binary units', () => {
  expect(bytesText(812)).toBe('812 B');
  expect(bytesText(4 * 1024 ** 2)).toBe('4.00 MiB');
  expect(bytesText('1342177280')).toBe('1.25 GiB');
});

test('durations show their two largest units', () => {
  expect(durationText(45_000)).toBe('45 s');
  expect(durationText(11_520_000)).toBe('3 h 12 m');
  expect(durationText(86_400_000 * 2)).toBe('2 d');
  expect(durationText(0)).toBe('0 s');
});
