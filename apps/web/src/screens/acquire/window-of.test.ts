import { expect, test } from 'vitest';
import { windowOf } from './window-of.ts';

const now = Date.parse('2026-11-22T12:00:00Z');

test.each([
  [null, null, '2026-11-15T12:00:00Z', '2026-11-22T12:00:00Z'],
  ['2026-10-01T00:00:00.000000Z', null, '2026-09-30T00:00:00Z', '2026-11-22T12:00:00Z'],
  ['2026-10-01T00:00:00.000000Z', '2026-10-03T06:00:00.000000Z', '2026-09-30T00:00:00Z', '2026-10-04T06:00:00Z'],
  [null, '2026-11-22T11:00:00.000000Z', '2026-11-15T12:00:00Z', '2026-11-22T12:00:00Z'],
])('incident %s to %s gives %s to %s', (incidentStart, incidentEnd, from, to) => {
  expect(windowOf({ incidentStart, incidentEnd }, now)).toEqual({ from, to });
});
