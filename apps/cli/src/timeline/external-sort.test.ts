import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExternalSort } from './external-sort.ts';
import { compareItems, type SortItem } from './sort-runs.ts';

describe('ExternalSort', () => {
  it('sorts like memory would, through runs on disk and merges of merges', async () => {
    const item = fc.record({
      micros: fc.bigInt(-(2n ** 62n), 2n ** 62n),
      id: fc.stringMatching(/^[0-9a-f]{1,4}$/),
      line: fc.string(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 120 }), async (items) => {
        const sort = new ExternalSort(250);
        for (const one of items) await sort.add(one);
        const sorted: SortItem[] = [];
        for await (const one of sort.sorted()) sorted.push(one);
        const expected = [...items].sort(compareItems);
        expect(sorted.map(({ micros, id }) => [micros, id])).toEqual(expected.map(({ micros, id }) => [micros, id]));
        expect(sorted.map(({ line }) => line).sort()).toEqual(
          items.map(({ line }) => Buffer.from(line).toString()).sort(),
        );
      }),
      { numRuns: 20 },
    );
  });
});
