import { expect, test } from 'vitest';
import { estimateRequests, samplingSpans } from './estimate-lookup.ts';
import type { LookupPage } from './lookup-pages.ts';
import { RequestLimiter } from './request-limiter.ts';

const page = (oldestMs: number | null, newestMs: number | null, nextToken: string | null): LookupPage => ({
  bytes: Buffer.alloc(0),
  events: 50,
  oldestMs,
  newestMs,
  nextToken,
  requestId: '',
});
const hour = 3_600_000;

test('an estimate follows from how long fifty events take in each part of the window', () => {
  const span = { fromMs: 0, toMs: 4 * hour };
  const busy = page(3.5 * hour, 3.5 * hour + 60_000, 'more');
  const quiet = page(0, 10, null);
  expect(estimateRequests(span, [quiet, quiet, quiet, busy], 1)).toEqual({ requests: 63, seconds: 63 });
  expect(estimateRequests(span, [quiet, quiet, quiet, quiet], 2)).toEqual({ requests: 4, seconds: 2 });
});

test('samples lie at the ends of equal parts and cover the window', () => {
  expect(samplingSpans({ fromMs: 0, toMs: 400 }, 4)).toEqual([
    { fromMs: 0, toMs: 100 },
    { fromMs: 100, toMs: 200 },
    { fromMs: 200, toMs: 300 },
    { fromMs: 300, toMs: 400 },
  ]);
});

test('requests are spaced, and an abort ends the wait', async () => {
  const limiter = new RequestLimiter(50);
  const started = performance.now();
  for (let count = 0; count < 4; count += 1) await limiter.take(new AbortController().signal);
  expect(performance.now() - started).toBeGreaterThanOrEqual(55);
  const slow = new RequestLimiter(0.01);
  await slow.take(new AbortController().signal);
  await expect(slow.take(AbortSignal.timeout(5))).rejects.toThrow();
});
