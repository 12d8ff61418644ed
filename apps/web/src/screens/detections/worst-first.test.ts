import { expect, it } from 'vitest';
import { worstFirst } from './worst-first.ts';

it('puts the worst level first, and within it what matched most, by number and not by text', () => {
  const found = [
    { severity: 'medium' as const, events: '500' },
    { severity: 'high' as const, events: '9' },
    { severity: 'high' as const, events: '10' },
    { severity: 'critical' as const, events: '1' },
  ];
  expect(worstFirst(found).map(({ severity, events }) => `${severity} ${events}`)).toEqual([
    'critical 1',
    'high 10',
    'high 9',
    'medium 500',
  ]);
});
