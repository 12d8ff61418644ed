import { expect, test } from 'vitest';
import { addressOfFilter, filterOfAddress, noFilter, readFilter } from './audit-filter.ts';

test('an empty filter asks for everything', () => {
  expect(readFilter(noFilter)).toEqual({ input: {}, faults: {} });
});

test('a day is its beginning in UTC; a time needs its zone', () => {
  expect(readFilter({ ...noFilter, from: '2026-10-01', to: '2026-10-01T12:30Z' }).input).toEqual({
    from: '2026-10-01T00:00:00Z',
    to: '2026-10-01T12:30Z',
  });
  expect(readFilter({ ...noFilter, from: '2026-10-01T12:30' }).faults.from).toBeTruthy();
});

test('half a case id is named and not sent', () => {
  const { input, faults } = readFilter({ ...noFilter, caseId: '0190', action: ' sign-in ' });
  expect(input).toEqual({ action: 'sign-in' });
  expect(faults.caseId).toBeTruthy();
});

test('an address reproduces its filter, and what it does not know is left out', () => {
  const filter = { ...noFilter, text: 'a&b=c', outcome: 'refused' as const, from: '2026-10-01' };
  expect(filterOfAddress(addressOfFilter(filter))).toEqual(filter);
  expect(addressOfFilter(noFilter)).toBe('');
  expect(filterOfAddress('?outcome=odd&other=1')).toEqual(noFilter);
});
