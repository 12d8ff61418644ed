import { formatTime } from '@virga/domain';
import { describe, expect, test } from 'vitest';
import { fitOf } from './fit-of.ts';

const day = 86_400_000_000n;
const at = (days: bigint, total: number) => ({ start: formatTime(days * day), total });

describe('fitOf', () => {
  test('a few rows far away are left out, in both directions', () => {
    const incident = Array.from({ length: 20 }, (_one, place) => at(20_000n + BigInt(place), 100));
    const fit = fitOf([at(17_000n, 3), ...incident, at(29_000n, 1)], day);
    expect(fit).toEqual({ from: 20_000n * day, until: 20_020n * day, isCoarse: false });
  });

  test('the outermost rows stay when they are near the others', () => {
    const fit = fitOf([at(100n, 1), at(102n, 500), at(110n, 500), at(111n, 1)], day);
    expect(fit).toMatchObject({ from: 100n * day, until: 112n * day });
  });

  test('many rows far away are no outliers', () => {
    expect(fitOf([at(0n, 50), at(1000n, 1000)], day)).toMatchObject({ from: 0n, until: 1001n * day });
  });

  test('a span of few buckets is coarse, no row has no span', () => {
    expect(fitOf([at(5n, 10)], day)).toEqual({ from: 5n * day, until: 6n * day, isCoarse: true });
    expect(fitOf([], day)).toBeNull();
    expect(fitOf([at(5n, 0)], day)).toBeNull();
  });
});
