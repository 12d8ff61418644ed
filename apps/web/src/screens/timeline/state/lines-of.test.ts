import { describe, expect, it } from 'vitest';
import type { TimelineRowJson } from '../../../contract/timeline-fields.ts';
import { linesOf } from './lines-of.ts';
import { microsOf, widened } from './times.ts';

function rowAt(time: string): TimelineRowJson {
  return { id: time, time, timeMicros: microsOf(time).toString() } as TimelineRowJson;
}

const morning = rowAt('2026-10-01T08:00:00.000000Z');
const noon = rowAt('2026-10-01T12:00:00.000000Z');
const soon = rowAt('2026-10-01T12:59:59.999999Z');
const night = rowAt('2026-10-02T00:00:00.000000Z');

describe('linesOf', () => {
  it('puts a line where an hour or more passed without events, and where the day changes', () => {
    const lines = linesOf([morning, noon, soon, night], null);
    expect(lines.map((line) => line.kind)).toEqual(['row', 'between', 'row', 'row', 'between', 'row']);
    expect(lines[1]).toMatchObject({ day: null, quietMicros: 14_400_000_000n });
    expect(lines[4]).toMatchObject({ day: '2026-10-02' });
  });
  it('says the same silence when the order is turned', () => {
    expect(linesOf([noon, morning], null)[1]).toMatchObject({ kind: 'between', quietMicros: 14_400_000_000n });
  });
  it('opens a row under itself and keeps the numbers of rows', () => {
    const lines = linesOf([noon, soon], noon.id);
    expect(lines.map((line) => line.kind)).toEqual(['row', 'detail', 'row']);
    expect(lines[2]).toMatchObject({ kind: 'row', index: 1 });
  });
});

it('widens a span around its middle', () => {
  expect(widened('2026-10-01T10:00:00.000000Z', '2026-10-01T12:00:00.000000Z')).toEqual({
    from: '2026-10-01T09:00:00.000000Z',
    until: '2026-10-01T13:00:00.000000Z',
  });
});
