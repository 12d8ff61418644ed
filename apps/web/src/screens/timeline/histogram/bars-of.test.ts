import { describe, expect, it } from 'vitest';
import type { CoverageJson } from '../query/coverage-of-query.ts';
import { microsOf } from '../state/times.ts';
import { barsOf, momentAt, placeOf } from './bars-of.ts';
import { hatchesOf } from './hatches-of.ts';

const at = (hour: number) => `2026-10-01T${String(hour).padStart(2, '0')}:00:00.000000Z`;
const hour = 3_600_000_000n;
const span = { from: microsOf(at(0)), until: microsOf(at(10)) };

describe('barsOf', () => {
  const buckets = [
    { start: at(0), total: 1, bySeverity: { info: 1 } },
    { start: at(5), total: 100, bySeverity: { info: 99, high: 1 } },
  ];
  it('stands from zero, with the colour of the worst row', () => {
    const [first, second] = barsOf(buckets, hour, span, { width: 100, height: 50, isLog: false });
    expect(first).toMatchObject({ x: 0, width: 9, height: 1, worst: 'info', end: at(1) });
    expect(second).toMatchObject({ x: 50, height: 50, worst: 'high' });
  });
  it('shows a single event beside many in the logarithmic scale', () => {
    const [first] = barsOf(buckets, hour, span, { width: 100, height: 50, isLog: true });
    expect(first!.height).toBeCloseTo((50 * Math.log(2)) / Math.log(101));
  });
  it('a pixel and its moment are the same place', () => {
    expect(momentAt(placeOf(microsOf(at(3)), span, 1000), span, 1000)).toBe(microsOf(at(3)));
    expect(momentAt(-5, span, 1000)).toBe(span.from);
  });
});

describe('hatchesOf', () => {
  const gap = (from: string | null, to: string | null, word: CoverageJson['word']): CoverageJson => ({
    ...{ id: `${from} ${word}`, sourceId: 'aws/cloudtrail', externalAccountId: '1', region: 'eu-west-1' },
    ...{ from, to, word, detail: '' },
  });
  it('cuts overlaps where one begins or ends, and says every word there', () => {
    const hatches = hatchesOf([gap(at(1), at(4), 'not enabled'), gap(at(3), at(6), 'denied')], span);
    expect(hatches.map(({ from, until, words }) => [from, until, words.join()])).toEqual([
      [microsOf(at(1)), microsOf(at(3)), 'not enabled'],
      [microsOf(at(3)), microsOf(at(4)), 'denied,not enabled'],
      [microsOf(at(4)), microsOf(at(6)), 'denied'],
    ]);
  });
  it('joins neighbours of one word and cuts at the edges of the span', () => {
    const hatches = hatchesOf([gap(null, at(2), 'past retention'), gap(at(2), at(3), 'past retention')], span);
    expect(hatches).toHaveLength(1);
    expect(hatches[0]).toMatchObject({ from: span.from, until: microsOf(at(3)) });
  });
  it('leaves out what has no bound at all', () => {
    expect(hatchesOf([gap(null, null, 'denied')], span)).toEqual([]);
  });
});
