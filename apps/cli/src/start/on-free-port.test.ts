import { expect, test } from 'vitest';
import { onFreePort } from './on-free-port.ts';

test('a port that was taken between the look and the bind is left to whoever has it', async () => {
  const asked: number[] = [];
  const got = await onFreePort(21_300, async (port) => {
    asked.push(port);
    if (asked.length < 3) throw new Error(`range: port ${port} is in use`);
    return port;
  });
  expect(asked).toHaveLength(3);
  expect(got).toBe(asked[2]);
  expect(new Set(asked).size).toBe(3);
});

test('every other failure is told at once', async () => {
  let times = 0;
  const failing = onFreePort(21_300, async () => {
    times += 1;
    throw new Error('the data folder cannot be read');
  });
  await expect(failing).rejects.toThrow('cannot be read');
  expect(times).toBe(1);
});
