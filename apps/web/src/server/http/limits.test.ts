import { AppError } from '@virga/domain';
import { expect, test } from 'vitest';
import { checkRate } from './check-rate.ts';
import { limitBody } from './limit-body.ts';

const code = async (work: () => unknown) => {
  try {
    await work();
    return null;
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
};

test('a key has so many requests a minute, the next minute has its own, and other keys are not touched [S2.rate-limits]', async () => {
  const minute = 29_000_000 * 60_000;
  for (let count = 0; count < 5; count++) checkRate('route user-1', 5, minute + count);
  expect(await code(() => checkRate('route user-1', 5, minute + 20_000))).toBe('request.too_many');
  expect(await code(() => checkRate('route user-2', 5, minute + 20_000))).toBeNull();
  expect(await code(() => checkRate('route user-1', 5, minute + 60_000))).toBeNull();
});

test('says after how many seconds it may be tried again', () => {
  const minute = 29_100_000 * 60_000;
  checkRate('waits', 1, minute);
  expect(() => checkRate('waits', 1, minute + 18_000)).toThrow(
    expect.objectContaining({ facts: { retryAfterSeconds: 42 } }),
  );
});

const posted = (body: BodyInit, headers: Record<string, string> = {}) =>
  new Request('http://127.0.0.1/', { method: 'POST', body, headers, duplex: 'half' } as RequestInit);

test('a body is read up to the limit of its route and no further, whatever length it claims [S2.rate-limits]', async () => {
  expect(await (await limitBody(posted('12345'), 5)).text()).toBe('12345');
  expect(await code(() => limitBody(posted('123456'), 5))).toBe('request.too_large');
  expect(await code(() => limitBody(posted('1', { 'content-length': '999' }), 5))).toBe('request.too_large');
  let given = 0;
  const endless = new ReadableStream({
    pull(controller) {
      given += 1;
      controller.enqueue(new Uint8Array(1024));
    },
  });
  expect(await code(() => limitBody(posted(endless), 10_240))).toBe('request.too_large');
  expect(given).toBeLessThan(20);
});
