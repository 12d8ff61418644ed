import { expect, test } from 'vitest';
import { createInOrder } from './in-order.ts';

test('an undo given while a mark is on its way begins after the mark is recorded', async () => {
  const inOrder = createInOrder();
  const recorded: string[] = [];
  const mark = inOrder(async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    recorded.push('mark');
  });
  const undo = inOrder(async () => [...recorded]);
  await mark;
  expect(await undo).toEqual(['mark']);
});

test('a refused task rejects for its own caller and lets the next one run', async () => {
  const inOrder = createInOrder();
  const refused = inOrder(() => Promise.reject(new Error('denied')));
  const next = inOrder(async () => 'ran');
  await expect(refused).rejects.toThrow('denied');
  expect(await next).toBe('ran');
});
