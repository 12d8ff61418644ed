import { expect, test } from 'vitest';
import { worstFirst } from './worst-first.ts';

test('worst first, then the earliest', () => {
  const rows = [
    { severity: 'high', first: '2026-11-21' },
    { severity: 'critical', first: '2026-11-22' },
    { severity: 'high', first: '2026-11-19' },
  ] as const;
  expect(worstFirst(rows).map((row) => row.first)).toEqual(['2026-11-22', '2026-11-19', '2026-11-21']);
});
