import { expect, test } from 'vitest';
import { zoneText } from './zone-text.ts';

test('a time in a second zone names the zone and its offset, summer and winter', () => {
  expect(zoneText('2026-10-01T12:03:04.123456Z', 'Europe/Berlin')).toBe('2026-10-01 14:03:04 GMT+2 Europe/Berlin');
  expect(zoneText('2026-12-31T23:30:00Z', 'Europe/Berlin')).toBe('2027-01-01 00:30:00 GMT+1 Europe/Berlin');
  expect(zoneText('2026-10-01T00:00:00.000000Z', 'Asia/Kolkata')).toBe('2026-10-01 05:30:00 GMT+5:30 Asia/Kolkata');
});

test('what is no time and no zone gives nothing', () => {
  expect(zoneText('yesterday', 'Europe/Berlin')).toBeNull();
  expect(zoneText('2026-10-01T00:00:00Z', 'Mars/Olympus')).toBeNull();
});
