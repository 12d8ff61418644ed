import { expect, test } from 'vitest';
import { workThrough } from '../work-through.ts';
import { BlockBitmap } from './block-bitmap.ts';

test('what was added is there after a restart, and counts once', () => {
  const bitmap = new BlockBitmap(1000);
  for (const index of [0, 7, 8, 999, 8]) bitmap.add(index);
  const again = BlockBitmap.fromText(bitmap.toText(), 1000);
  expect(again.count).toBe(4);
  expect([0, 1, 7, 8, 9, 999].filter((index) => again.has(index))).toEqual([0, 7, 8, 999]);
});

test('a bitmap of another volume and a block outside are refused', () => {
  expect(() => BlockBitmap.fromText(new BlockBitmap(1000).toText(), 2000)).toThrow(RangeError);
  expect(() => new BlockBitmap(8).add(8)).toThrow(RangeError);
});

test('16 TiB mostly done stay small in the checkpoint', () => {
  const bitmap = new BlockBitmap(2 ** 25);
  for (let index = 0; index < 2 ** 25; index += 4096) bitmap.add(index);
  expect(bitmap.toText().length).toBeLessThan(64 * 1024);
});

test('after a failure nothing new begins, and what had begun ends before it is thrown', async () => {
  let running = 0;
  const begun: number[] = [];
  const items = Array.from({ length: 100 }, (_, at) => at);
  const work = workThrough(items, 4, async (item) => {
    begun.push(item);
    running += 1;
    await new Promise((resolve) => setTimeout(resolve, 2));
    running -= 1;
    if (item === 5) throw new Error('five');
  });
  await expect(work).rejects.toThrow('five');
  expect(running).toBe(0);
  expect(begun.length).toBeLessThan(16);
});
