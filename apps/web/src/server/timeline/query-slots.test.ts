import type { AppError } from '@virga/domain';
import { expect, test } from 'vitest';
import { withQuerySlot } from './query-slots.ts';

/** Queries that end when told to; `begun` counts those that reached the database. */
function queries(userId: string) {
  const ends: (() => void)[] = [];
  let begun = 0;
  const ask = (signal?: AbortSignal) =>
    withQuerySlot({ access: { userId }, signal }, () => {
      begun += 1;
      return new Promise<void>((resolve) => ends.push(resolve));
    });
  return { ask, ends, begun: () => begun };
}
const tick = () => new Promise((resolve) => setTimeout(resolve, 0));

test('four of one user run at once, the fifth when one ends; another user does not wait [S2.query-cost]', async () => {
  const [one, other] = [queries('one'), queries('other')];
  const asked = Array.from({ length: 6 }, () => one.ask());
  asked.push(other.ask());
  await tick();
  expect([one.begun(), other.begun()]).toEqual([4, 1]);
  one.ends[0]!();
  await tick();
  expect(one.begun()).toBe(5);
  for (let index = 1; index < 6; index += 1) {
    one.ends[index]!();
    await tick();
  }
  other.ends[0]!();
  await Promise.all(asked);
  expect(one.begun()).toBe(6);
});

test('a request that ends while it waits leaves the line and never asks the database [S2.query-cost]', async () => {
  const { ask, ends, begun } = queries('impatient');
  const asked = Array.from({ length: 4 }, () => ask());
  const abort = new AbortController();
  const gone = ask(abort.signal);
  const last = ask();
  abort.abort(new Error('the browser went away'));
  await expect(gone).rejects.toThrow('the browser went away');
  ends[0]!();
  await tick();
  expect(begun()).toBe(5);
  for (const end of ends.slice(1)) end();
  await Promise.all([...asked, last]);
  await expect(ask(AbortSignal.abort(new Error('at once')))).rejects.toThrow('at once');
  expect(begun()).toBe(5);
});

test('far more than can wait are refused [S2.query-cost]', async () => {
  const { ask, ends } = queries('greedy');
  const asked = Array.from({ length: 36 }, () => ask());
  await expect(ask()).rejects.toMatchObject({ code: 'request.too_many' } satisfies Partial<AppError>);
  while (ends.length > 0) {
    ends.shift()!();
    await tick();
  }
  await Promise.all(asked);
});
