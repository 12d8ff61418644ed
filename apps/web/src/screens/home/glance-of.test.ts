import { expect, test } from 'vitest';
import type { OverviewData } from '../overview/overview-data.ts';
import { glanceOf } from './glance-of.ts';

const clock = (id: string, goneAt: string | null, acquisitionId: string | null = null) =>
  ({
    id,
    goneAt,
    ends: id === 'now' ? 'any time' : goneAt ? 'at' : 'none',
    acquisitionId,
  }) as OverviewData['evaporation'][number];
const finding = (ruleId: string, severity: 'critical' | 'low', last: string) =>
  ({ ruleId, severity, last }) as OverviewData['findings'][number];

test('over all cases: soonest gone first without what is collected, worst finding first and the newest of those', () => {
  const glance = glanceOf([
    {
      row: 'one',
      overview: {
        evaporation: [
          clock('never', null),
          clock('collected', '2026-10-01T00:00:00Z', 'acquisition'),
          clock('later', '2026-10-03T00:00:00Z'),
        ],
        findings: [finding('quiet', 'low', '2026-10-09T00:00:00Z'), finding('old', 'critical', '2026-10-01T00:00:00Z')],
      },
    },
    {
      row: 'two',
      overview: {
        evaporation: [clock('soon', '2026-10-02T00:00:00Z'), clock('now', null)],
        findings: [finding('new', 'critical', '2026-10-02T00:00:00Z')],
      },
    },
  ]);
  expect(glance.clocks.map(({ row, clock: { id } }) => `${row} ${id}`)).toEqual([
    'two now',
    'two soon',
    'one later',
    'one never',
  ]);
  expect(glance.findings.map(({ finding: { ruleId } }) => ruleId)).toEqual(['new', 'old', 'quiet']);
});
