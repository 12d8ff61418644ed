import { expect, test } from 'vitest';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { linesOf } from './lines-of.ts';
import { nextQuiet } from './next-quiet.ts';

const rowAt = (hour: number) =>
  ({
    id: `row ${hour}`,
    time: `2026-10-01T${String(hour).padStart(2, '0')}:00:00.000000Z`,
    timeMicros: String(BigInt(hour) * 3_600_000_000n),
  }) as unknown as TimelineRowJson;

test('jumps behind the next silence and before the one above, and says when there is none', () => {
  const minute = { ...rowAt(1), id: 'a minute later', timeMicros: String(3_660_000_000n) };
  const lines = linesOf([rowAt(1), minute, rowAt(5), rowAt(9)], null);
  expect(nextQuiet(lines, 0, 1)).toBe(2);
  expect(nextQuiet(lines, 2, 1)).toBe(3);
  expect(nextQuiet(lines, 3, 1)).toBeNull();
  expect(nextQuiet(lines, 3, -1)).toBe(2);
  expect(nextQuiet(lines, 2, -1)).toBe(1);
  expect(nextQuiet(lines, 1, -1)).toBeNull();
});
