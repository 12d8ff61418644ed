import { expect, test } from 'vitest';
import { timeBars } from './time-bars.ts';

test('places bars by time, heights from zero, colour of the worst', () => {
  const { bars, most } = timeBars([
    { from: '2026-10-01T00:00:00.000000Z', to: '2026-10-01T01:00:00.000000Z', bySeverity: { low: 3, high: 1 } },
    { from: '2026-10-01T03:00:00.000000Z', to: '2026-10-01T04:00:00.000000Z', bySeverity: { info: 2 } },
  ]);
  expect(most).toBe(4);
  expect(bars.map(({ worst, total, left, width, height }) => ({ worst, total, left, width, height }))).toEqual([
    { worst: 'high', total: 4, left: 0, width: 25, height: 100 },
    { worst: 'info', total: 2, left: 75, width: 25, height: 50 },
  ]);
});

test('nothing is no bar', () => {
  expect(timeBars([])).toEqual({ bars: [], most: 0 });
});
