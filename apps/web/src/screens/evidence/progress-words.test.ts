import { expect, test } from 'vitest';
import { amountText, isOver, leftText, newsText, percentOf, railState, rateText } from './progress-words.ts';

const none = { done: null, total: null, unit: null, rate: null, secondsLeft: null };
const gib = 1024 ** 3;

test('bytes of bytes, and counting up without a total', () => {
  expect(amountText({ ...none, done: 2 * gib, total: 8 * gib, unit: 'bytes' })).toBe('2.00 GiB of 8.00 GiB');
  expect(amountText({ ...none, done: 1234, unit: 'objects' })).toBe('1\u2009234 objects');
  expect(amountText({ ...none, done: 3, total: 40, unit: 'objects' })).toBe('3 of 40 objects');
  expect(amountText(none)).toBeNull();
});

test('rate and time left as a range', () => {
  expect(rateText({ ...none, rate: 25 * 1024 ** 2, unit: 'bytes' })).toBe('25.0 MiB/s');
  expect(rateText({ ...none, rate: 0, unit: 'bytes' })).toBeNull();
  expect(leftText({ ...none, secondsLeft: { least: 240, most: 420 } })).toBe('4 m to 7 m left');
  expect(leftText({ ...none, secondsLeft: { least: 60, most: 60 } })).toBe('1 m left');
  expect(leftText(none)).toBeNull();
});

test('100 per cent is never said of something under way', () => {
  expect(percentOf({ ...none, done: 10, total: 10 })).toBe(99);
  expect(percentOf({ ...none, done: 1, total: 3 })).toBe(33);
  expect(percentOf({ ...none, done: 1 })).toBeNull();
  expect(percentOf({ ...none, done: 0, total: 0 })).toBeNull();
});

test('news is old after a minute, only while something is expected', () => {
  const now = Date.parse('2026-11-22T12:01:30.000000Z');
  expect(newsText('2026-11-22T12:01:18.000000Z', true, now)).toEqual({ text: '12 s ago', isOld: false });
  expect(newsText('2026-11-22T12:00:00.000000Z', true, now)).toEqual({ text: '1 m 30 s ago', isOld: true });
  expect(newsText('2026-11-22T12:00:00.000000Z', false, now).isOld).toBe(false);
  expect(newsText('2026-11-22T12:02:00.000000Z', true, now).text).toBe('0 s ago');
});

test('states of the rail', () => {
  expect(railState('sealed')).toBe('running');
  expect(isOver('failed')).toBe(true);
  expect(isOver('parsing')).toBe(false);
});
